/**
 * Mail that people throw away: the commonest providers of addresses for ten
 * minutes. A list of our own, because the complete ones weigh more than the
 * whole server and a flag only makes somebody look.
 */
const disposable = new Set(
  (
    '10minutemail.com 10minutemail.net 10minmail.com 1secmail.com 1secmail.net 1secmail.org 20minutemail.com ' +
    '33mail.com anonaddy.me anonbox.net burnermail.io byom.de cock.li crazymailing.com cs.email ' +
    'deadaddress.com discard.email discardmail.com discardmail.de dispostable.com dropmail.me e4ward.com ' +
    'einrot.com emailfake.com emailondeck.com emltmp.com fakeinbox.com fakemail.net fakemailgenerator.com ' +
    'fleckens.hu generator.email getairmail.com getnada.com gmailnator.com grr.la guerrillamail.biz ' +
    'guerrillamail.com guerrillamail.de guerrillamail.info guerrillamail.net guerrillamail.org ' +
    'guerrillamailblock.com harakirimail.com inboxbear.com inboxkitten.com incognitomail.org jetable.org ' +
    'kurzepost.de luxusmail.org mail-temp.com mail-temporaire.fr mail.tm mail7.io mailcatch.com maildrop.cc ' +
    'mailexpire.com mailforspam.com mailinator.com mailinator.net mailinator2.com mailmoat.com mailnesia.com ' +
    'mailnull.com mailpoof.com mailsac.com mailslurp.com mailtemp.net mailto.plus minuteinbox.com mintemail.com ' +
    'moakt.cc moakt.com mohmal.com mvrht.com mytemp.email mytrashmail.com nada.email nowmymail.com ' +
    'objectmail.com onewaymail.com pokemail.net proxymail.eu rcpt.at rhyta.com rppkn.com sharklasers.com ' +
    'shitmail.me spam4.me spambog.com spambox.us spamex.com spamgourmet.com spamherelots.com ' +
    'spaml.com superrito.com teleworm.us temp-mail.io temp-mail.org tempail.com tempinbox.com tempmail.com ' +
    'tempmail.de tempmail.dev tempmail.net tempmail.plus tempmailaddress.com tempmailo.com tempr.email ' +
    'throwam.com throwawaymail.com tmail.ws tmpmail.net tmpmail.org trash-mail.com trash-mail.de trashmail.com ' +
    'trashmail.de trashmail.me trashmail.net trashmail.ws trbvm.com wegwerfemail.de wegwerfmail.de ' +
    'wegwerfmail.net wegwerfmail.org yopmail.com yopmail.fr yopmail.net zetmail.com zwallet.com'
  ).split(' '),
)

/** Whether a domain, or one above it, is on the list. @param domain lower case */
export function isDisposable(domain: string): boolean {
  const parts = domain.split('.')
  return parts.some((_, n) => disposable.has(parts.slice(n).join('.')))
}
