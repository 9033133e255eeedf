/** The English of `<goodword-share>`. A translation is an object with the same keys, given to its `strings`. */
import { copyStrings } from '../ui/copy.tsx'
import { sharedStrings } from '../ui/strings.ts'

export const shareStrings = {
  ...sharedStrings,
  ...copyStrings,
  joinTitle: 'Recommend {program}',
  joinTitlePlain: 'Recommend us',
  invitedBy: '{name} invited you.',
  invitationOver: 'This invitation is used up or too old. You can join without it, or ask for another one.',
  email: 'Your e-mail',
  emailHelp: 'We send one mail to confirm that it is you.',
  join: 'Get my link',
  otherPlans: 'Other ways to earn',
  planLegend: 'How you want to earn',
  termsFailed: 'The terms did not load. Nothing was lost.',
  joinedTitle: 'Here is your link',
  joinedCopied: 'Your link is ready, and already copied.',
  joinedReady: 'Your link is ready.',
  yourLink: 'Your link',
  disclosureLead: 'Say this next to your link:',
  disclosure: 'I earn a commission if you buy through this link.',
  placesTitle: 'Three places to use it',
  placeSignature: 'Your e-mail signature',
  placePost: 'A post',
  placeMessage: 'A message to one person',
  copySignature: 'Copy signature',
  copyPost: 'Copy post',
  sharePost: 'Share',
  writeMessage: 'Write a mail',
  signatureText: 'I recommend {program}: {url} (I earn a commission if you buy through this link.)',
  postText:
    'I can recommend {program}. If it helps you too, start here: {url}\nI earn a commission if you buy through this link.',
  messageSubject: '{program}',
  messageText:
    'Hello,\n\nI thought of you: {program} may be just what you need. Start here: {url}\n\nI earn a commission if you buy through this link.\n',
  confirmTitle: 'One thing left',
  confirmText:
    'We sent a mail to {email}. Press its button, and what this link earns is yours. The link works already.',
  linksTitle: 'Your links',
  leadsTo: 'Leads to {destination}',
  clicks_one: '{n} click',
  clicks_other: '{n} clicks',
  share: 'Share',
  noLinks: 'You have no link yet. Make the first one; it works at once.',
  makeLink: 'Make my link',
  loading: 'Loading',
  notSetUp: 'Not set up yet: this needs a server and a key.',
} as const

export type ShareWords = Record<keyof typeof shareStrings, string>
