/** The tables of paying out: runs, what each transfer consists of, where it goes, and the people who may see that. */

/** One run over all partners in one currency. Cut off by a crash, it goes on from its cursor. */
export interface PayoutRunTable {
  program_id: string
  id: string
  /** `preparing` until every partner was looked at, `settled` once every payout is paid or failed. */
  status: 'preparing' | 'locked' | 'settled'
  currency: string
  /** Takes what may be paid on this UTC day. */
  cutoff_day: number
  /** The UTC day for which bank files ask. */
  pay_on_day: number
  /** The last partner that was looked at. */
  cursor: string
  payouts: number
  amount_minor: number
  /** JSON of `Payer`, as it was when the first file was made: the same file twice is the same bytes. */
  payer: string | null
  /** Who asked for it: `key_…` or `stf_…`. */
  created_by: string
  created_at: number
  locked_at: number | null
  /** When the first file left. */
  exported_at: number | null
}

/** Which commissions a payout is made of. The lines of a failed payout stay, but free their commissions. */
export interface PayoutLineTable {
  program_id: string
  payout_id: string
  commission_id: string
  /** 1 while the payout is locked or paid: a commission is in one live payout at most. */
  live: number
}

/** Where a partner is paid. One row each; what a payout uses is copied into it. */
export interface PayoutDetailTable {
  program_id: string
  partner_id: string
  method: PayoutMethod
  /** JSON of `PayoutDetails`, sealed by server/services/seal.ts with a key that is not in the database. */
  sealed: string
  /** What may be shown: "DE… 3000". */
  hint: string
  /** A change waits until then. */
  usable_at: number
  changed_at: number
}

export type PayoutMethod = 'paypal' | 'wise' | 'bank' | 'other'

/** Who a partner is to the tax office. Every version is kept: a statement shows the one of its time. */
export interface TaxProfileTable {
  program_id: string
  partner_id: string
  effective_at: number
  legal_name: string
  /** Lines, with newlines between them. */
  address: string
  /** ISO 3166 alpha-2. */
  country: string
  tax_id: string | null
}

/** The vendor as the one who pays: on statements and in bank files. */
export interface PayerTable {
  program_id: string
  legal_name: string
  address: string
  country: string
  tax_id: string | null
  iban: string | null
  bic: string | null
  updated_at: number
}

/** The vendor's people. */
export interface StaffTable {
  program_id: string
  id: string
  email: string
  /** Lower-cased. Unique per program. */
  email_key: string
  role: StaffRole
  /** From when this person may take payout files, in real time. */
  files_from: number
  created_at: number
}

export type StaffRole = 'owner' | 'manager' | 'finance'

export interface StaffSessionTable {
  program_id: string
  hash: string
  staff_id: string
  /** When this session last proved that its mailbox is at hand. */
  confirmed_at: number | null
  created_at: number
  expires_at: number
}

/** Hashed, single use: sign-in, and the confirmation of one session. */
export interface StaffTokenTable {
  program_id: string
  hash: string
  staff_id: string
  purpose: 'sign_in' | 'confirm'
  /** For a confirmation: the only session that can use it. */
  session_hash: string | null
  expires_at: number
  used_at: number | null
}

export interface PayoutsDatabase {
  payout_run: PayoutRunTable
  payout_line: PayoutLineTable
  payout_detail: PayoutDetailTable
  tax_profile: TaxProfileTable
  payer: PayerTable
  staff: StaffTable
  staff_session: StaffSessionTable
  staff_token: StaffTokenTable
}
