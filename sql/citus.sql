-- Distributes the tables that imports fill over the workers of a Citus cluster. Run it once, as their owner, on the coordinator, after
-- Handraise has made its schema and before anything is imported. docs/citus.md says what it is good for and what it costs.

-- Contacts and everything that hangs on one contact lie together, by the contact's id.
SELECT create_distributed_table('handraise.contact', 'id');
SELECT create_distributed_table('handraise.event', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.outcome', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.suppression', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.answer', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.touch', 'contact_id', colocate_with => 'handraise.contact');
SELECT create_distributed_table('handraise.stage_change', 'contact_id', colocate_with => 'handraise.contact');

-- Small tables are on every worker.
SELECT create_reference_table('handraise.account');
SELECT create_reference_table('handraise.opportunity');
SELECT create_reference_table('handraise.attribute_history');

-- What is published lies by account (or by contact, where there is none), runs of all programs together.
SELECT create_distributed_table('handraise.ranked_contact', 'unit_id');
SELECT create_distributed_table('handraise.ranked_account', 'account_id', colocate_with => 'handraise.ranked_contact');
