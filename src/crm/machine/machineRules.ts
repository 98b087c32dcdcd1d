/** Raised whenever the rules would find other events, so that no model reads what it was not trained on. */
export const machineRulesVersion = 1;

/** Seconds after a message was sent within which nobody has received, opened and read it. */
export const secondsAfterSend = 10;

/** Different links that one person follows within one second, from which on a program did. */
export const linksAtOnce = 3;

/** People of one domain who open or click within one second, from which on their gateway did. */
export const peopleAtOnce = 5;

/**
 * Seconds after an open or click became known until it is decided who did it: what else happened in those moments has mostly arrived by then.
 * Only from then on do features use it, so that none knows of what arrives later.
 */
export const secondsToSettle = 3600;

/** How an open or a click is told to be by a machine. */
export interface MachineRule {
  readonly code: 'user-agent' | 'after-send' | 'links-at-once' | 'domain-at-once';
  readonly title: string;
  /** What has to be mapped for it, apart from the kinds that it judges. */
  readonly needs: string;
  readonly because: string;
}

/** In the order in which they are asked: an event is counted for the first that finds it. */
export const machineRules: readonly MachineRule[] = [
  {
    code: 'user-agent',
    title: 'the program gives a name that is known as that of a machine',
    needs: '`userAgent`',
    because:
      'proxies of mail clients load images whether or not somebody reads, and gateways, crawlers and scripts follow links; those of Gmail and Yahoo that load an image when a person opens the message are not among them',
  },
  {
    code: 'after-send',
    title: `opened or clicked within ${secondsAfterSend} seconds of a message to the same person`,
    needs: '`sends`',
    because: 'gateways look at a message before they deliver it; nobody receives, opens and reads one so fast',
  },
  {
    code: 'links-at-once',
    title: `${linksAtOnce} different links or more clicked by one person within the same second`,
    needs: '`clicks`',
    because:
      'gateways follow every link of a message at once; Marketo takes what happens within one second for the work of a machine, too',
  },
  {
    code: 'domain-at-once',
    title: `${peopleAtOnce} people or more of one mail domain open or click within the same second`,
    needs: "`contact.email`; domains at which anybody gets a mailbox don't count",
    because: 'a gateway looks at one mailing for a whole company',
  },
];
