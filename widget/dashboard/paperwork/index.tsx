/** The parts behind the overview: a statement, a statement of prices, the forms about being paid, and postbacks. */
import type { Connection } from '../../ui/api.ts'
import type { Everything, Me } from '../data.ts'
import type { Place } from '../place.ts'
import type { DashboardWords } from '../strings.ts'
import { PayeePage } from './payee.tsx'
import { PostbacksPage } from './postbacks.tsx'
import { PricesPage } from './prices.tsx'
import { StatementPage } from './statement.tsx'
import { type PaperworkWords, paperworkStrings } from './strings.ts'

export interface PaperworkProps {
  place: Exclude<Place, { name: 'overview' }>
  /** May hold a translation of this part's words, too. */
  words: DashboardWords
  lang: string
  me: Me
  all: Everything
  connection: Connection
}

/** What every page of this part needs. */
export interface PageProps {
  words: PaperworkWords
  lang: string
  me: Me
  connection: Connection
}

export function Paperwork({ place, all, ...rest }: PaperworkProps) {
  const shared: PageProps = { ...rest, words: { ...paperworkStrings, ...rest.words } }
  if (place.name === 'statement') return <StatementPage {...shared} month={place.month} />
  if (place.name === 'prices') return <PricesPage {...shared} month={place.month} />
  if (place.name === 'postbacks') return <PostbacksPage {...shared} />
  return <PayeePage {...shared} all={all} />
}
