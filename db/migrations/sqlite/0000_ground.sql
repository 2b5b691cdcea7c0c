CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`action` text NOT NULL,
	`target_kind` text NOT NULL,
	`target_id` text NOT NULL,
	`details` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_target` ON `audit` (`target_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `callback` (
	`id` text PRIMARY KEY NOT NULL,
	`enrollment_id` text NOT NULL,
	`sha256` text NOT NULL,
	`source` text NOT NULL,
	`received_at` integer NOT NULL,
	`duplicates` integer NOT NULL,
	`last_duplicate_at` integer,
	`sealed_body` blob NOT NULL,
	`size` integer NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`step_name` text,
	`step_type` text,
	`step_status` text,
	`done` integer,
	`total` integer,
	`status_codes` text NOT NULL,
	`occurred_at` integer,
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `callback_enrollment_sha256` ON `callback` (`enrollment_id`,`sha256`);--> statement-breakpoint
CREATE INDEX `callback_received` ON `callback` (`received_at`,`id`);--> statement-breakpoint
CREATE TABLE `enrollment` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`process_id` text NOT NULL,
	`group_id` text NOT NULL,
	`client_reference` text,
	`language` text NOT NULL,
	`last_name` text,
	`first_name` text,
	`email` text,
	`phone` text,
	`sealed_details` blob,
	`search_text` text NOT NULL,
	`submission_key` text NOT NULL,
	`inbox_id` text NOT NULL,
	`callback_secret_sha256` text NOT NULL,
	`id360_id` text,
	`sealed_api_key` blob,
	`status` text NOT NULL,
	`reason` text,
	`confirmation` text NOT NULL,
	`conflict` integer NOT NULL,
	`steps_done` integer,
	`steps_total` integer,
	`steps` text NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`last_news_at` integer NOT NULL,
	`revision` integer NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`process_id`) REFERENCES `process`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `enrollment_submission_key` ON `enrollment` (`submission_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `enrollment_inbox_id` ON `enrollment` (`inbox_id`);--> statement-breakpoint
CREATE INDEX `enrollment_id360_id` ON `enrollment` (`id360_id`);--> statement-breakpoint
CREATE INDEX `enrollment_created` ON `enrollment` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `enrollment_news` ON `enrollment` (`last_news_at`,`id`,`created_at`);--> statement-breakpoint
CREATE INDEX `enrollment_status` ON `enrollment` (`status`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `enrollment_process` ON `enrollment` (`process_id`,`created_at`,`id`,`status`);--> statement-breakpoint
CREATE INDEX `enrollment_group` ON `enrollment` (`group_id`,`created_at`,`id`,`status`);--> statement-breakpoint
CREATE INDEX `enrollment_creator` ON `enrollment` (`created_by`,`created_at`,`id`,`status`);--> statement-breakpoint
CREATE INDEX `enrollment_confirmation` ON `enrollment` (`confirmation`,`created_at`,`id`,`status`);--> statement-breakpoint
CREATE INDEX `enrollment_status_news` ON `enrollment` (`status`,`last_news_at`,`id`,`created_at`);--> statement-breakpoint
CREATE INDEX `enrollment_reference` ON `enrollment` (`client_reference`,`created_at`);--> statement-breakpoint
CREATE TABLE `enrollment_count` (
	`status` text NOT NULL,
	`process_id` text NOT NULL,
	`group_id` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`status`, `process_id`, `group_id`)
);
--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`enrollment_id` text NOT NULL,
	`kind` text NOT NULL,
	`sha256` text NOT NULL,
	`size` integer NOT NULL,
	`content_type` text NOT NULL,
	`address` text NOT NULL,
	`captured_at` integer NOT NULL,
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_enrollment_kind_sha256` ON `evidence` (`enrollment_id`,`kind`,`sha256`);--> statement-breakpoint
CREATE TABLE `job` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`state` text NOT NULL,
	`run_at` integer NOT NULL,
	`attempts` integer NOT NULL,
	`lease_until` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `job_kind_subject` ON `job` (`kind`,`subject_id`);--> statement-breakpoint
CREATE INDEX `job_due` ON `job` (`state`,`run_at`);--> statement-breakpoint
CREATE TABLE `process` (
	`id` text PRIMARY KEY NOT NULL,
	`id360_uuid` text NOT NULL,
	`name` text NOT NULL,
	`by_link` integer NOT NULL,
	`assisted` integer NOT NULL,
	`makes_idclaim` integer NOT NULL,
	`asks_selfie` integer NOT NULL,
	`default_language` text NOT NULL,
	`default_group_id` text,
	`browser_callback_url` text,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`default_group_id`) REFERENCES `usage_group`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `process_id360_uuid` ON `process` (`id360_uuid`);--> statement-breakpoint
CREATE TABLE `quarantine` (
	`id` text PRIMARY KEY NOT NULL,
	`enrollment_id` text NOT NULL,
	`sha256` text NOT NULL,
	`received_at` integer NOT NULL,
	`sealed_body` blob NOT NULL,
	`size` integer NOT NULL,
	`reason` text NOT NULL,
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quarantine_enrollment_sha256` ON `quarantine` (`enrollment_id`,`sha256`);--> statement-breakpoint
CREATE INDEX `quarantine_received` ON `quarantine` (`received_at`,`id`);--> statement-breakpoint
-- WITHOUT ROWID is added by hand (drizzle-kit cannot say it): the table is its own key, stored once instead of twice.
CREATE TABLE `search_term` (
	`term` text NOT NULL,
	`created_at` integer NOT NULL,
	`enrollment_id` text NOT NULL,
	PRIMARY KEY(`term`, `created_at`, `enrollment_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text,
	`roles` text NOT NULL,
	`group_ids` text,
	`language` text NOT NULL,
	`theme` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_sign_in_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_email` ON `staff` (`email`);--> statement-breakpoint
CREATE TABLE `staff_session` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_session_staff` ON `staff_session` (`staff_id`);--> statement-breakpoint
CREATE TABLE `usage_group` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `usage_group_name` ON `usage_group` (`name`);