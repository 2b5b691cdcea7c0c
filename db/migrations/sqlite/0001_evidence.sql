CREATE TABLE `evidence_owed` (
	`enrollment_id` text NOT NULL,
	`kind` text NOT NULL,
	`finished_at` integer NOT NULL,
	PRIMARY KEY(`enrollment_id`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `evidence_owed_finished` ON `evidence_owed` (`finished_at`,`enrollment_id`);--> statement-breakpoint
CREATE TABLE `evidence_verification` (
	`id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer NOT NULL,
	`summary` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `evidence_verification_started` ON `evidence_verification` (`started_at`);--> statement-breakpoint
DROP INDEX `evidence_enrollment_kind_sha256`;--> statement-breakpoint
ALTER TABLE `evidence` ADD `part` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `evidence` ADD `source` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `evidence` ADD `origin` text DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE `evidence` ADD `state` text DEFAULT 'sound' NOT NULL;--> statement-breakpoint
ALTER TABLE `evidence` ADD `reported_hash` text;--> statement-breakpoint
ALTER TABLE `evidence` ADD `hash_match` integer;--> statement-breakpoint
ALTER TABLE `evidence` ADD `seen_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_version` ON `evidence` (`enrollment_id`,`kind`,`part`,`sha256`);--> statement-breakpoint
CREATE INDEX `evidence_address` ON `evidence` (`address`);