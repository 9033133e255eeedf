/**
 * Everything that can go wrong on purpose, in one list. A code never changes
 * its meaning; the detail says what is wrong and what to do about it.
 */

export interface ProblemKind {
  status: number
  title: string
  detail: string
}

export const problems = {
  malformed_json: {
    status: 400,
    title: 'The body is not JSON',
    detail: 'Send one JSON object, UTF-8 encoded, with Content-Type application/json.',
  },
  hook_refused: {
    status: 400,
    title: 'This is not taken as an event',
    detail:
      'Its signature does not fit any secret of this server, or is older than five minutes. Check the secret, and that nothing in between changes the body.',
  },
  invalid_cursor: {
    status: 400,
    title: 'This cursor cannot be used here',
    detail: 'Pass nextCursor exactly as it was answered, with the same filters, or leave it out.',
  },
  invalid_idempotency_key: {
    status: 400,
    title: 'The Idempotency-Key cannot be used',
    detail: 'Use 1 to 255 visible ASCII characters, for example a UUID.',
  },
  credential_missing: {
    status: 401,
    title: 'A credential is needed',
    detail: 'Send Authorization: Bearer with one of the credentials that this route takes.',
  },
  credential_invalid: {
    status: 401,
    title: 'This credential is not valid',
    detail: 'It is unknown, revoked or expired. Check that it is whole and belongs to this server.',
  },
  credential_not_allowed: {
    status: 403,
    title: 'This credential may not do that',
    detail: 'The route needs another kind of credential; the API reference names it.',
  },
  role_not_allowed: {
    status: 403,
    title: 'Your role may not do that',
    detail: 'Ask somebody on the staff whose role it is; the API reference names the roles.',
  },
  confirmation_needed: {
    status: 403,
    title: 'Confirm that it is you',
    detail:
      'Ask for a confirmation with POST /v1/staff/confirm and open the link in the mail; it counts for 10 minutes.',
  },
  files_not_yet: {
    status: 403,
    title: 'You may not take payout files yet',
    detail:
      'Somebody who was added through the API waits 72 hours, and everybody else on the staff was told.',
  },
  cross_site: {
    status: 403,
    title: 'This request came from another site',
    detail: 'With a session cookie, changes are only taken from pages of this server.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here',
    detail: 'No such route, or no such object within reach of this credential.',
  },
  hook_not_set_up: {
    status: 404,
    title: 'Nothing listens here yet',
    detail: 'The operator must set the secret that signs these events.',
  },
  code_unknown: {
    status: 404,
    title: 'This code is not known',
    detail: 'No link with this code is in use. Check the spelling; codes ignore upper and lower case.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This route does not take that method',
    detail: 'The Allow header lists the methods it takes.',
  },
  code_taken: {
    status: 409,
    title: 'This code is taken',
    detail: 'Codes are unique. Choose another one; the suggestions are free.',
  },
  partner_conflict: {
    status: 409,
    title: 'Another partner has this email address or external id',
    detail: 'Look the partner up and change it with PATCH, or use another address.',
  },
  sale_conflict: {
    status: 409,
    title: 'This sale was recorded with other facts',
    detail:
      'A sale keeps its facts. Record a refund to lower it, or use another externalId for another sale.',
  },
  refund_conflict: {
    status: 409,
    title: 'This refund was recorded with other facts',
    detail: 'Use another externalId for another refund.',
  },
  dispute_conflict: {
    status: 409,
    title: 'This dispute was recorded with other facts',
    detail: 'A dispute keeps its sale and amount; only its status moves on, from opened to won or lost.',
  },
  order_conflict: {
    status: 409,
    title: 'This order or correction was registered with other facts',
    detail: 'An order keeps its facts. Register what came back, or use another externalId for another order.',
  },
  usage_conflict: {
    status: 409,
    title: 'This usage was reported with other facts',
    detail: 'A report keeps its facts. Send another one with another externalId: the latest counts.',
  },
  agreement_changed: {
    status: 409,
    title: 'The agreement is another one by now',
    detail: 'Read the agreement in force with GET /v1/program and accept its version.',
  },
  recruiting_refused: {
    status: 409,
    title: 'This would not be one level',
    detail:
      'A distributor recruits partners; those cannot recruit others, and nobody recruits a distributor.',
  },
  hold_decided: {
    status: 409,
    title: 'This hold has been decided',
    detail: 'It was released or rejected before. Decide by hand who is credited if things have changed.',
  },
  lead_decided: {
    status: 409,
    title: 'This lead has been decided',
    detail: 'The first answer stands. Register a new lead if things have changed.',
  },
  last_secret_key: {
    status: 409,
    title: 'This is the only secret key',
    detail:
      'Make another one first, with POST /v1/keys or `goodword keys create`, and let everything of yours use that.',
  },
  too_many_endpoints: {
    status: 409,
    title: 'There are too many webhook endpoints',
    detail: 'A program has at most 100. Delete one that is not used any more.',
  },
  endpoint_not_active: {
    status: 409,
    title: 'This webhook endpoint is not active',
    detail: 'Set its status to "active" first.',
  },
  too_many_postbacks: {
    status: 409,
    title: 'There are too many postbacks',
    detail: 'A partner has at most 5. Delete one that is not used any more.',
  },
  postback_not_active: {
    status: 409,
    title: 'This postback is not active',
    detail: 'Set its status to "active" first. Nothing is sent for a partner that is paused.',
  },
  nothing_payable: {
    status: 409,
    title: 'There is nothing to pay out',
    detail: 'No partner has an amount that can be paid now. A dry run says what is in the way.',
  },
  run_not_locked: {
    status: 409,
    title: 'This payout run is still being prepared',
    detail: 'Wait a moment and look again; a run that was cut off goes on by itself.',
  },
  payout_failed: {
    status: 409,
    title: 'This payout has failed',
    detail: 'Its commissions are free for the next run, so it cannot be paid any more.',
  },
  idempotency_in_flight: {
    status: 409,
    title: 'The same request is still being worked on',
    detail: 'Wait as long as Retry-After says and send it again; the answer will be the same.',
  },
  token_spent: {
    status: 410,
    title: 'This link has been used or is too old',
    detail: 'Ask for a new one; nothing was lost.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    detail: 'A request may have at most 64 KB.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'This content type is not taken',
    detail: 'Send the body as application/json.',
  },
  validation_failed: {
    status: 422,
    title: 'Some fields are not right',
    detail: 'Nothing was stored. The list of errors names each field and what it needs.',
  },
  destination_not_allowed: {
    status: 422,
    title: 'Links may not lead there',
    detail: "The destination must be an http or https address on one of the program's allowedOrigins.",
  },
  currency_not_accepted: {
    status: 422,
    title: 'The program does not use this currency',
    detail: "Use one of the program's currencies, or add this one to the program.",
  },
  occurred_in_future: {
    status: 422,
    title: 'occurredAt lies in the future',
    detail: 'Check the clock of the sender. Up to five minutes ahead are accepted.',
  },
  plan_unknown: {
    status: 422,
    title: 'The program has no such plan',
    detail: 'GET /v1/program lists the plans.',
  },
  not_priced: {
    status: 422,
    title: 'The plan has no price for this',
    detail: 'GET /v1/program lists the price sheet of each plan, by product, unit and currency.',
  },
  invitation_unknown: {
    status: 422,
    title: 'This invitation cannot be used',
    detail: 'It is unknown, used up, revoked or too old. Ask for another one, or join without it.',
  },
  partner_unknown: {
    status: 422,
    title: 'The program has no such partner',
    detail: 'GET /v1/partners lists the partners.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'This Idempotency-Key was used for another request',
    detail: 'Make a new key for every new request and keep it for the retries of that one.',
  },
  file_not_possible: {
    status: 422,
    title: 'This file cannot be made',
    detail: 'The errors name each partner and what would have to change.',
  },
  results_unreadable: {
    status: 422,
    title: 'This result file cannot be read',
    detail: 'Send the file as it was downloaded, with its header line, and name its format.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    detail: 'Wait as long as Retry-After says, then try again.',
  },
  details_key_wrong: {
    status: 503,
    title: 'Payout details and webhook secrets cannot be opened',
    detail:
      'They were sealed with another key. The operator must set GOODWORD_DETAILS_KEY (or the file details.key) to that one.',
  },
  details_key_missing: {
    status: 503,
    title: 'Payout details and webhook secrets cannot be kept yet',
    detail: 'The operator must set GOODWORD_DETAILS_KEY. Make a key with: goodword details-key',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'Nothing was stored. Try again; if it stays, tell the operator the request id.',
  },
  unavailable: {
    status: 503,
    title: 'The store cannot be reached right now',
    detail: 'Nothing was stored. Wait as long as Retry-After says, then send the same request again.',
  },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problems

export interface FieldError {
  path: string
  message: string
}

/** Thrown by services, answered as RFC 9457 problem+json. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string
  readonly errors: FieldError[] | undefined
  /** Further public members, such as suggestions. */
  readonly more: Record<string, unknown> | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ProblemCode,
    options: {
      detail?: string
      errors?: FieldError[]
      more?: Record<string, unknown>
      retryAfterSeconds?: number
      cause?: unknown
    } = {},
  ) {
    super(`${code}: ${options.detail ?? problems[code].detail}`, { cause: options.cause })
    this.code = code
    this.detail = options.detail ?? problems[code].detail
    this.errors = options.errors
    this.more = options.more
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get status(): number {
    return problems[this.code].status
  }
}
