import { dayOfInstant } from '../../text/format.ts';
import { type Html, html, isolated } from '../html.ts';
import type { ListedPerson, ListedRecord } from '../reportData.ts';

/** A link to the record in the CRM; null where no address is configured. @param of whose record, for those who hear the page. */
export function recordLink(record: ListedRecord | null, of: string): Html | null {
  if (!record?.link) return null;
  return html`<a class="record" href="${record.link}" target="_blank" rel="noopener noreferrer">Open in CRM<span class="unseen">: ${of}</span></a>`;
}

/** How a person is reached. */
export function reachedBy(record: ListedPerson | null): Html | null {
  const ways = Object.entries(record?.reach ?? {});
  if (ways.length === 0) return null;
  return html`<span class="reach">${ways.map(([way, value]) => html`<span data-way="${way}">${reachLink(way, value)}</span>`)}</span>`;
}

/** A telephone or e-mail program opens what looks like one; other texts stay texts. */
function reachLink(way: string, value: string): Html {
  if (/^[^\s@"'<>]+@[^\s@"'<>]+$/.test(value))
    return html`<a href="mailto:${value.split('@').map(encodeURIComponent).join('@')}">${value}</a>`;
  const digits = value.replace(/[^\d+]/g, '');
  if (/^\+?[\d\s()./-]{5,}$/.test(value)) return html`<a href="tel:${digits}">${value}</a>`;
  return html`${way}: ${isolated(value)}`;
}

/** When, how and by whom a person was last approached. */
export function lastTouched(record: ListedPerson | null): Html | null {
  const touch = record?.lastTouch ?? null;
  if (touch === null) return null;
  if (touch === 'never') return html`<span class="touched">never contacted</span>`;
  return html`<span class="touched">last ${isolated(touch.channel)} ${dayOfInstant(touch.at)}${touch.by !== null && html` by ${isolated(touch.by)}`}</span>`;
}
