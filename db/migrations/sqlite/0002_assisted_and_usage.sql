CREATE TABLE `assisted_comparison` (
	`enrollment_id` text NOT NULL,
	`name` text NOT NULL,
	`sealed_value` blob NOT NULL,
	`locked` integer NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`enrollment_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `assisted_flow` (
	`enrollment_id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`started_by` text NOT NULL,
	`routes` text NOT NULL,
	`route_id` text,
	`route_at` integer,
	`route_by` text,
	`accepted_biometry` integer,
	`consent_wording` text,
	`consent_at` integer,
	`consent_by` text,
	`stopped_at` integer,
	`finish_state` text,
	`finished_at` integer,
	`finished_by` text,
	`revision` integer NOT NULL,
	FOREIGN KEY (`enrollment_id`) REFERENCES `enrollment`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `assisted_page` (
	`enrollment_id` text NOT NULL,
	`document` text NOT NULL,
	`page` integer NOT NULL,
	`total_pages` integer NOT NULL,
	`state` text NOT NULL,
	`attempt` integer NOT NULL,
	`size` integer,
	`media_type` text,
	`failure` text,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`enrollment_id`, `document`, `page`)
);
--> statement-breakpoint
CREATE TABLE `assisted_presence` (
	`enrollment_id` text NOT NULL,
	`tab_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`enrollment_id`, `tab_id`)
);
--> statement-breakpoint
CREATE TABLE `usage_duration` (
	`grain` text NOT NULL,
	`period` integer NOT NULL,
	`group_id` text NOT NULL,
	`process_id` text NOT NULL,
	`bucket` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`grain`, `period`, `group_id`, `process_id`, `bucket`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `usage_export` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`kind` text NOT NULL,
	`format` text NOT NULL,
	`query` text NOT NULL,
	`columns` text NOT NULL,
	`personal` integer NOT NULL,
	`file_name` text NOT NULL,
	`state` text NOT NULL,
	`rows` integer NOT NULL,
	`expected_rows` integer,
	`bytes` integer NOT NULL,
	`sha256` text,
	`started_at` integer,
	`finished_at` integer,
	`figures` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `usage_export_created` ON `usage_export` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `usage_export_creator` ON `usage_export` (`created_by`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `usage_rollup` (
	`grain` text NOT NULL,
	`period` integer NOT NULL,
	`group_id` text NOT NULL,
	`process_id` text NOT NULL,
	`n_unconfirmed` integer NOT NULL,
	`n_not_created` integer NOT NULL,
	`n_new` integer NOT NULL,
	`n_started` integer NOT NULL,
	`n_ok` integer NOT NULL,
	`n_ko` integer NOT NULL,
	`n_canceled` integer NOT NULL,
	`n_failed` integer NOT NULL,
	`n_discontinued` integer NOT NULL,
	`n_ever_started` integer NOT NULL,
	`n_idclaims` integer NOT NULL,
	`n_retries` integer NOT NULL,
	PRIMARY KEY(`grain`, `period`, `group_id`, `process_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `usage_rollup_state` (
	`id` text PRIMARY KEY NOT NULL,
	`time_zone` text NOT NULL,
	`built_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `enrollment` ADD `retry` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `enrollment` ADD `has_idclaim` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `usage_group` ADD `monthly_allowance` integer;--> statement-breakpoint
UPDATE `enrollment` SET `has_idclaim` = 1 WHERE `id` IN (SELECT `enrollment_id` FROM `evidence` WHERE `kind` = 'idclaim');
--> statement-breakpoint
UPDATE `enrollment` SET `retry` = 1 WHERE `client_reference` IS NOT NULL AND EXISTS (SELECT 1 FROM `enrollment` AS `earlier` WHERE `earlier`.`client_reference` = `enrollment`.`client_reference` AND (`earlier`.`created_at`, `earlier`.`id`) < (`enrollment`.`created_at`, `enrollment`.`id`));
