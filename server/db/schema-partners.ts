/** The tables of what partners are beside their plan: recruited, trained, and bound by an agreement. */

/** A link by which somebody joins, from the vendor or from a partner that thereby becomes its distributor. */
export interface InvitationTable {
  program_id: string
  id: string
  /** SHA-256 of the code, hex: the link is shown once. */
  hash: string
  /** Whose recruit it makes; null: the vendor's own invitation. */
  distributor_id: string | null
  /** How many may still join by it; null: any number. */
  uses_left: number | null
  expires_at: number
  revoked_at: number | null
  created_at: number
}

/** One row each time a partner completes a course: taking it again after years renews what it led to. */
export interface CourseCompletionTable {
  program_id: string
  id: string
  partner_id: string
  course_id: string
  completed_at: number
  created_at: number
}

/**
 * A certification of a partner, from a date to a date. It counts at `t` when
 * `valid_from <= t`, and `t` is before both `valid_until` and `revoked_at`.
 */
export interface CertificationAwardTable {
  program_id: string
  id: string
  partner_id: string
  certification_id: string
  valid_from: number
  /** Null: until it is revoked. */
  valid_until: number | null
  revoked_at: number | null
  /** Why it was awarded, in words. */
  reason: string
  revoked_reason: string | null
  created_at: number
}

/** A text that partners were asked to agree to, kept once. Append-only. */
export interface AgreementTextTable {
  program_id: string
  /** SHA-256 of the text, hex. */
  hash: string
  text: string
  created_at: number
}

/** Who agreed to which text, and when. Not append-only: a merged application moves, and a person can be erased. */
export interface AgreementAcceptanceTable {
  program_id: string
  id: string
  partner_id: string
  version: string
  text_hash: string
  /** The person as known at that moment. */
  name: string
  email: string
  accepted_at: number
}

export interface PartnersDatabase {
  invitation: InvitationTable
  course_completion: CourseCompletionTable
  certification_award: CertificationAwardTable
  agreement_text: AgreementTextTable
  agreement_acceptance: AgreementAcceptanceTable
}
