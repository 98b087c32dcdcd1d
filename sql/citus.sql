-- Distributes the tables of Handraise over a Citus cluster; docs/how-to/citus.md says why so, and what is left out.
-- Run it once on the coordinator, as the owner of the tables: after `CREATE EXTENSION citus` and the migrations
-- (any command of Handraise runs them), before the first import or with rows in place.

BEGIN;

-- Joined from every shard, and not by their own ids.
SELECT create_reference_table('handraise.account');
SELECT create_reference_table('handraise.opportunity');

-- A contact with everything that is known of it: each join and each group is on its id.
SELECT create_distributed_table('handraise.contact', 'id', colocate_with => 'none');
SELECT create_distributed_table('handraise.event', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.outcome', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.opportunity_contact', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.suppression', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.answer', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.touch', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.note', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.stage_change', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.attribute_history', 'entity_id', colocate_with => 'handraise.contact');

-- What is published, with the account as the key: an account beside its contacts, a contact without one by its own id.
SELECT create_distributed_table('handraise.ranked_account', 'account_id', colocate_with => 'none');
SELECT create_distributed_table('handraise.ranked_contact', 'unit_id', colocate_with => 'handraise.ranked_account');
SELECT create_distributed_table('handraise.ranked_evidence', 'unit_id', colocate_with => 'handraise.ranked_account');
SELECT create_distributed_table('handraise.margin_change', 'unit_id', colocate_with => 'handraise.ranked_account');
SELECT create_distributed_table('handraise.gone_contact', 'unit_id', colocate_with => 'handraise.ranked_account');

-- The tables that remain (migration, run, model, champion, decision, ledger, published, criterion, override, stage_transition, service_level, segment) are a few rows each, written by statements
-- that ask for the time (clock_timestamp), which Citus takes for local tables only. They stay on the coordinator.

COMMIT;
