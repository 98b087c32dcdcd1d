/** What a marketer calls a kind of event. */
export interface KindLabel {
  readonly one: string;
  readonly many: string;
  /** Heading of everything about the kind. */
  readonly group: string;
}

/** Kinds many CRMs have, by their words; everything else is read as it is written. */
const known: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'ad click': ['ad click', 'ad clicks'],
  call: ['phone call', 'phone calls'],
  'chat started': ['chat', 'chats'],
  'content download': ['content download', 'content downloads'],
  'content downloaded': ['content download', 'content downloads'],
  'demo page': ['demo page visit', 'demo page visits'],
  'demo page view': ['demo page visit', 'demo page visits'],
  'demo view': ['demo page visit', 'demo page visits'],
  'email bounce': ['e-mail bounce', 'e-mail bounces'],
  'email bounced': ['e-mail bounce', 'e-mail bounces'],
  'email click': ['e-mail click', 'e-mail clicks'],
  'email clicked': ['e-mail click', 'e-mail clicks'],
  'email open': ['e-mail open', 'e-mail opens'],
  'email opened': ['e-mail open', 'e-mail opens'],
  'email replied': ['e-mail reply', 'e-mail replies'],
  'email reply': ['e-mail reply', 'e-mail replies'],
  'email sent': ['e-mail sent', 'e-mails sent'],
  'event attended': ['event attended', 'events attended'],
  'fair visit': ['trade fair visit', 'trade fair visits'],
  'form submission': ['form submission', 'form submissions'],
  'form submit': ['form submission', 'form submissions'],
  'form submitted': ['form submission', 'form submissions'],
  'log in': ['log-in', 'log-ins'],
  login: ['log-in', 'log-ins'],
  'meeting booked': ['meeting booked', 'meetings booked'],
  'page view': ['page view', 'page views'],
  'page viewed': ['page view', 'page views'],
  pageview: ['page view', 'page views'],
  'pricing page': ['pricing page visit', 'pricing page visits'],
  'pricing page view': ['pricing page visit', 'pricing page visits'],
  'pricing view': ['pricing page visit', 'pricing page visits'],
  'sign in': ['log-in', 'log-ins'],
  'site visit': ['website visit', 'website visits'],
  'trial start': ['trial start', 'trial starts'],
  'trial started': ['trial start', 'trial starts'],
  'webinar attended': ['webinar attended', 'webinars attended'],
  'webinar registered': ['webinar registration', 'webinar registrations'],
};

/** Kinds that begin with these words are one topic to a marketer: who opens an e-mail and clicks in it does one thing. */
const topics: Readonly<Record<string, string>> = {
  email: 'E-mail',
  form: 'Forms',
  trial: 'Trial',
  webinar: 'Webinars',
};

/**
 * Reads a kind as a marketer would say it.
 *
 * @example labelOfKind('email_open') // { one: 'e-mail open', many: 'e-mail opens', group: 'E-mail' }
 */
export function labelOfKind(kind: string): KindLabel {
  const words = kindWords(kind);
  const text = words.join(' ');
  if (text === '') return { one: `“${kind}” event`, many: `“${kind}” events`, group: `“${kind}” events` };
  const shown = words.map((word) => (word === 'email' ? 'e-mail' : word)).join(' ');
  const [one, many] = Object.hasOwn(known, text) ? known[text]! : [shown, plural(shown)];
  const group = Object.hasOwn(topics, words[0]!) ? topics[words[0]!]! : capitalised(many);
  return { one, many, group };
}

/** Words in plain language of a name such as `lifecycleStage` or `first-source`. */
export function humanised(name: string): string {
  return kindWords(name).join(' ') || name;
}

/** The text with its first letter in upper case. */
export function capitalised(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** Words of a kind in lower case: `EmailOpened` and `e-mail.opened` are `email` and `opened`. */
export function kindWords(kind: string): string[] {
  return kind
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[\s_./-]+/u)
    .filter((word) => word !== '')
    .join(' ')
    .replaceAll(/\be mail\b/g, 'email')
    .split(' ')
    .filter((word) => word !== '');
}

function plural(text: string): string {
  if (/[^aeiou]y$/.test(text)) return `${text.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/.test(text)) return `${text}es`;
  return `${text}s`;
}
