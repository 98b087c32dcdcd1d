/** A program that opens or clicks by itself, told by the name it gives. */
export interface MachineAgent {
  /** Regular expression of Postgres, of which case means nothing. */
  readonly pattern: string;
  readonly who: string;
}

/**
 * What opens and clicks without a person.
 *
 * Left out on purpose: the proxies of Gmail (`GoogleImageProxy`) and of Yahoo (`YahooMailProxy`), which load an image when a person opens the
 * message.
 */
export const machineAgents: readonly MachineAgent[] = [
  // https://help.socketlabs.com/docs/identifying-apple-mpp-opens-in-notification-api-events: loaded whether or not somebody reads.
  { pattern: '^Mozilla/5\\.0$', who: 'the proxy of Apple Mail' },
  // https://bird.com/blog/gmail-prefetching-images: loaded before the message is shown.
  {
    pattern: 'Chrome/42\\.0\\.2311\\.135 Safari/537\\.36 Edge/12\\.246',
    who: 'the app of Gmail, which loads images ahead',
  },
  {
    pattern: 'barracuda|proofpoint|mimecast|ironport|trendmicro|fortimail|messagelabs|safelinks',
    who: 'a mail gateway that looks at links',
  },
  { pattern: '(^|[^a-z])[a-z-]*(crawler|spider|scanner)', who: 'a crawler' },
  // Phones of the brand CUBOT have the name of their maker in theirs.
  { pattern: '(?<!cu)bot([^a-z]|$)', who: 'a robot' },
  {
    pattern:
      'HeadlessChrome|PhantomJS|python-requests|python-urllib|aiohttp|curl/|Wget/|Go-http-client|libwww-perl|Apache-HttpClient|node-fetch|^Java/',
    who: 'a program without a screen',
  },
];
