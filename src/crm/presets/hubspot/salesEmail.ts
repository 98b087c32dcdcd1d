/** The kind of event that an e-mail of sales is: one that sales sent, or a contact's answer. */
export function salesEmailKind(direction: string | undefined): string {
  if (direction === undefined) return `'sales_email'`;
  return `CASE ${direction} WHEN 'INCOMING_EMAIL' THEN 'sales_email_answer' ELSE 'sales_email' END`;
}
