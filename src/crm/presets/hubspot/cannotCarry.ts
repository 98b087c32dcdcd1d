/** What HubSpot does not give to a connector, whatever is loaded. */
export const hubspotCannotCarry: readonly string[] = [
  'page views: HubSpot counts them per contact, but exports no page view with its time',
  'chats: conversations are not part of what the connector loads',
  'webinars and visits to fairs, unless somebody submits a form there or sales writes a meeting down',
  'who read or watched how long: events have no quantity',
  'when a fact reached HubSpot, except what sales writes down: events count as known when they happened',
];
