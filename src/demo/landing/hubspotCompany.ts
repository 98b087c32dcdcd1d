/**
 * The demo company as HubSpot would hold it, in temporary tables that both connectors' schemas are written from.
 *
 * HubSpot counts in milliseconds and in whole numbers. Every 20th person was in it twice until the older entry was merged
 * away, in every 100th case by way of a third one; a third of what they did still hangs on the old entry. Who belongs to
 * a company that a merge lost belongs to one that was deleted.
 */
export const hubspotCompany = `
  CREATE TEMPORARY TABLE hub_person ON COMMIT DROP AS
  SELECT p.person_id AS id, split_part(p.full_name, ' ', 1) AS first_name,
    substr(p.full_name, length(split_part(p.full_name, ' ', 1)) + 2) AS last_name,
    CASE WHEN p.copy = 1 THEN p.email ELSE p.copy || '.' || p.email END AS email,
    p.job_title AS title, p.source, c.country, p.created,
    CASE WHEN p.company_id LIKE '%-merged' THEN 1000000000 ELSE 0 END
      + substring(p.company_id FROM '[0-9]+')::bigint AS company_id,
    CASE WHEN r.requested_at IS NULL THEN p.lifecycle_stage
      WHEN p.person_id % 10 < 7 THEN 'subscriber' ELSE 'lead' END AS first_stage,
    CASE WHEN r.requested_at IS NOT NULL THEN p.lifecycle_stage END AS later_stage,
    date_trunc('milliseconds', r.requested_at) AS requested_at,
    date_trunc('milliseconds', o.opted_out_at) AS opted_out_at,
    CASE WHEN p.person_id % 20 = 7 THEN p.person_id - 1000000000000 END AS old_id,
    CASE WHEN p.person_id % 100 = 7 THEN p.person_id - 2000000000000 END AS middle_id
  FROM (
    SELECT *, row_number() OVER (PARTITION BY email ORDER BY person_id) AS copy FROM handraise_demo.people
  ) AS p
  LEFT JOIN handraise_demo.companies AS c ON c.company_id = p.company_id
  LEFT JOIN handraise_demo.demo_requests AS r ON r.person_id = p.person_id
  LEFT JOIN handraise_demo.opt_outs AS o ON o.person_id = p.person_id;

  CREATE TEMPORARY TABLE hub_company ON COMMIT DROP AS
  SELECT substring(company_id FROM '[0-9]+')::bigint AS id, company_name AS name, web_domain AS domain, industry, country,
    (ARRAY['North', 'East', 'South', 'West'])[1 + substring(company_id FROM '[0-9]+')::int % 4] AS state,
    employees, employees::bigint * 150000 AS revenue, created, false AS deleted
  FROM handraise_demo.companies;

  INSERT INTO hub_company
  SELECT company_id, 'Lost by a merge', 'lost.example', NULL, NULL, NULL, NULL, NULL, min(created), true
  FROM hub_person WHERE company_id > 1000000000 GROUP BY company_id;

  CREATE TEMPORARY TABLE hub_activity ON COMMIT DROP AS
  SELECT a.activity_id AS id, a.activity AS kind, date_trunc('milliseconds', a.happened_at) AS at, a.loaded_at,
    p.id AS person_id, p.old_id IS NOT NULL AND a.activity_id % 3 = 0 AS on_old,
    coalesce(CASE WHEN p.old_id IS NOT NULL AND a.activity_id % 3 = 0 THEN 'old.' || p.email ELSE p.email END,
      'gone' || -a.person_id || '@nowhere.example') AS email,
    coalesce(CASE WHEN a.activity_id % 3 = 0 THEN p.old_id END, p.id, -a.person_id - 3000000000000) AS contact_id
  FROM handraise_demo.activities AS a
  LEFT JOIN hub_person AS p ON p.id = a.person_id
  WHERE a.activity IN ('email_open', 'email_click', 'content_download');

  CREATE TEMPORARY TABLE hub_email ON COMMIT DROP AS
  SELECT id::text AS id, CASE kind WHEN 'email_open' THEN 'OPEN' ELSE 'CLICK' END AS type, at,
    CASE id % 4 WHEN 0 THEN upper(email) WHEN 1 THEN ' ' || email || ' ' WHEN 2 THEN initcap(email) ELSE email END AS recipient,
    false AS filtered, loaded_at
  FROM hub_activity WHERE kind <> 'content_download';

  -- What HubSpot sent, and what a mail scanner opened.
  INSERT INTO hub_email
  SELECT 'sent-' || id, 'SENT', at - interval '1 hour', recipient, false, loaded_at FROM hub_email WHERE id::bigint % 7 = 0
  UNION ALL
  SELECT 'scan-' || id, 'CLICK', at - interval '1 minute', recipient, true, loaded_at FROM hub_email WHERE id::bigint % 11 = 0;

  CREATE TEMPORARY TABLE hub_form ON COMMIT DROP AS
  SELECT contact_id, at, 'Download: the buyer''s guide' AS title, 'https://www.handraise.example/library' AS page,
    'f1a7b0a0-0000-4000-8000-000000000001' AS form_id, loaded_at
  FROM hub_activity WHERE kind = 'content_download'
  UNION ALL
  SELECT id, created + interval '1 day', 'Newsletter', 'https://www.handraise.example/news',
    'f1a7b0a0-0000-4000-8000-000000000002', created + interval '1 day'
  FROM hub_person WHERE id % 30 = 0 AND created > timestamptz '2024-07-03Z'
  UNION ALL
  SELECT CASE WHEN id % 40 = 7 THEN old_id ELSE id END, requested_at,
    CASE id % 3 WHEN 0 THEN 'Request a demo' WHEN 1 THEN 'Ask for pricing' ELSE 'Contact us' END,
    'https://www.handraise.example/' || (ARRAY['demo', 'pricing', 'contact'])[1 + id % 3], 'f1a7b0a0-0000-4000-8000-00000000001' || id % 3, requested_at
  FROM hub_person WHERE requested_at IS NOT NULL;

  CREATE TEMPORARY TABLE hub_deal ON COMMIT DROP AS
  SELECT DISTINCT ON (d.deal_id) d.deal_id AS id, substring(d.company_id FROM '[0-9]+')::bigint AS company_id,
    coalesce(CASE WHEN p.id % 40 = 7 THEN p.old_id END, p.id) AS contact_id,
    date_trunc('milliseconds', d.opened) AS opened, date_trunc('milliseconds', d.closed) AS closed,
    CASE WHEN d.won THEN 'closedwon' WHEN d.closed IS NOT NULL THEN 'closedlost' ELSE 'appointmentscheduled' END AS stage,
    false AS deleted
  FROM handraise_demo.deals AS d
  LEFT JOIN hub_person AS p ON p.company_id = substring(d.company_id FROM '[0-9]+')::bigint AND p.requested_at < d.opened
  ORDER BY d.deal_id, p.requested_at DESC;

  -- Opened by mistake, for a fifth of the companies, and deleted: nobody may be kept off the list by them.
  INSERT INTO hub_deal
  SELECT 500000 + id, id, NULL, created, NULL, 'appointmentscheduled', true FROM hub_company WHERE id % 5 = 0 AND NOT deleted;

  -- Entered twice until the later one was merged away: again nobody may be kept off the list by that, or lose the company.
  CREATE TEMPORARY TABLE hub_merged_deal ON COMMIT DROP AS
  SELECT id, 700000 + id AS old_id, company_id, contact_id, opened FROM hub_deal WHERE id % 6 = 0 AND NOT deleted;
  CREATE TEMPORARY TABLE hub_merged_company ON COMMIT DROP AS
  SELECT id, 2000000000 + id AS old_id, name, created FROM hub_company WHERE id % 11 = 0 AND NOT deleted;

  CREATE TEMPORARY TABLE hub_contact_value ON COMMIT DROP AS
  SELECT id, 'jobtitle' AS property, title AS value, created AS at FROM hub_person
  UNION ALL SELECT old_id, 'jobtitle', 'Trainee', created + interval '2 days' FROM hub_person WHERE old_id IS NOT NULL
  UNION ALL SELECT id, 'country', country, created FROM hub_person
  UNION ALL SELECT id, 'lifecyclestage', first_stage, created FROM hub_person
  UNION ALL SELECT id, 'lifecyclestage', later_stage, requested_at + interval '1 day' FROM hub_person WHERE later_stage IS NOT NULL
  UNION ALL SELECT id, 'hs_email_optout', 'false', created FROM hub_person WHERE opted_out_at IS NOT NULL AND id % 2 = 0
  UNION ALL SELECT id, 'hs_email_optout', 'true', opted_out_at FROM hub_person WHERE opted_out_at IS NOT NULL;

  CREATE TEMPORARY TABLE hub_company_value ON COMMIT DROP AS
  SELECT c.id, v.property, v.value, c.created AS at
  FROM hub_company AS c
  CROSS JOIN LATERAL (VALUES ('industry', c.industry), ('country', c.country), ('state', c.state),
    ('numberofemployees', c.employees::text), ('annualrevenue', c.revenue::text)) AS v (property, value)
  WHERE NOT c.deleted;

  ANALYZE hub_person; ANALYZE hub_activity`;
