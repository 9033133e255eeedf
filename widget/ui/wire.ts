/** The part of the server's answers that the widgets read. Amounts are minor units, times RFC 3339 in UTC. */

export interface PlanTermsShown {
  id: string
  name: string
  kind: string
  version: number
  /** Plain sentences, written by the server from the plan's rules. */
  terms: string[]
}

export interface ProgramShown {
  name: string
  website: string
  plans: PlanTermsShown[]
}

export interface LinkShown {
  id: string
  code: string
  url: string
  destination: string
  createdAt: string
  /** Absent on a link that was made a moment ago. */
  clicks?: number
}

export interface Page<T> {
  data: T[]
  nextCursor: string | null
}
