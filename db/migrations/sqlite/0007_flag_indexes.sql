DROP INDEX `enrollment_retry`;--> statement-breakpoint
DROP INDEX `enrollment_idclaim`;--> statement-breakpoint
CREATE INDEX `enrollment_retry` ON `enrollment` (`created_at`,`id`,`group_id`,`process_id`) WHERE retry;--> statement-breakpoint
CREATE INDEX `enrollment_idclaim` ON `enrollment` (`created_at`,`id`,`group_id`,`process_id`) WHERE has_idclaim;