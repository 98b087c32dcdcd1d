/**
 * Tables of Odoo 17 as its own Postgres has them, as far as they are read: naive timestamps, whole numbers, translated
 * names as jsonb.
 *
 * Source: odoo/odoo, fields of the models in addons/{base,crm,mail,mass_mailing,link_tracker,utm,website,calendar}/models.
 */
export const odooTables = `
  CREATE TABLE res_partner (id serial PRIMARY KEY, name varchar, email varchar, email_normalized varchar, function varchar,
    is_company boolean, active boolean, type varchar, partner_share boolean, parent_id integer, commercial_partner_id integer,
    website varchar, industry_id integer, country_id integer, phone_sanitized varchar, create_date timestamp);
  CREATE TABLE res_partner_industry (id serial PRIMARY KEY, name jsonb);
  CREATE TABLE res_country (id serial PRIMARY KEY, name jsonb, code varchar);
  CREATE TABLE crm_stage (id serial PRIMARY KEY, name jsonb, is_won boolean);
  CREATE TABLE crm_lead (id serial PRIMARY KEY, name varchar, type varchar, active boolean, partner_id integer, contact_name varchar,
    email_from varchar, email_normalized varchar, function varchar, phone_sanitized varchar, stage_id integer,
    probability double precision, date_closed timestamp, date_last_stage_update timestamp, date_conversion timestamp,
    source_id integer, medium_id integer, campaign_id integer, create_date timestamp);
  CREATE TABLE utm_source (id serial PRIMARY KEY, name varchar);
  CREATE TABLE utm_medium (id serial PRIMARY KEY, name varchar);
  CREATE TABLE utm_campaign (id serial PRIMARY KEY, name varchar, title jsonb);
  CREATE TABLE ir_model_data (id serial PRIMARY KEY, module varchar, name varchar, model varchar, res_id integer);
  CREATE TABLE ir_model_fields (id serial PRIMARY KEY, model varchar, name varchar, ttype varchar, state varchar);
  CREATE TABLE website_visitor (id serial PRIMARY KEY, partner_id integer, create_date timestamp);
  CREATE TABLE website_track (id serial PRIMARY KEY, visitor_id integer, url text, visit_datetime timestamp);
  CREATE TABLE crm_lead_website_visitor_rel (crm_lead_id integer, website_visitor_id integer);
  CREATE TABLE mailing_trace (id serial PRIMARY KEY, trace_type varchar, model varchar, res_id integer, email varchar,
    sent_datetime timestamp, open_datetime timestamp, reply_datetime timestamp, links_click_datetime timestamp);
  CREATE TABLE link_tracker_click (id serial PRIMARY KEY, link_id integer, mailing_trace_id integer, create_date timestamp);
  CREATE TABLE mailing_contact (id serial PRIMARY KEY, name varchar, email varchar, email_normalized varchar, create_date timestamp);
  CREATE TABLE mailing_subscription (id serial PRIMARY KEY, contact_id integer, list_id integer, opt_out boolean,
    opt_out_datetime timestamp);
  CREATE TABLE mail_blacklist (id serial PRIMARY KEY, email varchar, active boolean, create_date timestamp);
  CREATE TABLE phone_blacklist (id serial PRIMARY KEY, number varchar, active boolean, create_date timestamp);
  CREATE TABLE mail_activity_type (id serial PRIMARY KEY, name jsonb, category varchar);
  CREATE TABLE mail_message (id serial PRIMARY KEY, model varchar, res_id integer, date timestamp, message_type varchar,
    author_id integer, mail_activity_type_id integer, create_date timestamp);
  CREATE TABLE mail_tracking_value (id serial PRIMARY KEY, mail_message_id integer, field_id integer,
    old_value_integer integer, old_value_float double precision, old_value_char varchar, old_value_text text,
    new_value_integer integer, new_value_float double precision, new_value_char varchar, new_value_text text);
  CREATE TABLE calendar_event (id serial PRIMARY KEY, start timestamp, duration double precision, active boolean,
    create_date timestamp);
  CREATE TABLE calendar_event_res_partner_rel (calendar_event_id integer, res_partner_id integer)`;

/** What version 15 has otherwise: plain names, the field under its older name, money apart, lists under another table. */
export const asInVersion15 = `
  ALTER TABLE mail_tracking_value RENAME COLUMN field_id TO field;
  ALTER TABLE mail_tracking_value ADD COLUMN old_value_monetary double precision, ADD COLUMN new_value_monetary double precision;
  ALTER TABLE crm_stage ALTER COLUMN name TYPE varchar USING name ->> 'en_US';
  ALTER TABLE res_partner_industry ALTER COLUMN name TYPE varchar USING name ->> 'en_US';
  ALTER TABLE mail_activity_type ALTER COLUMN name TYPE varchar USING name ->> 'en_US';
  ALTER TABLE utm_campaign DROP COLUMN title;
  ALTER TABLE mailing_subscription RENAME TO mailing_contact_list_rel;
  ALTER TABLE mailing_contact_list_rel RENAME COLUMN opt_out_datetime TO unsubscription_date`;
