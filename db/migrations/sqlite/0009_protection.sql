CREATE TABLE `audit_verification` (
	`id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer NOT NULL,
	`rows` integer NOT NULL,
	`broken_at` integer
);
--> statement-breakpoint
CREATE INDEX `audit_verification_started` ON `audit_verification` (`started_at`);--> statement-breakpoint
CREATE TABLE `desk_setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text
);
--> statement-breakpoint
CREATE TABLE `erasure` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`ground` text NOT NULL,
	`enrollment_ids` text NOT NULL,
	`kept` integer NOT NULL,
	`kept_until` integer
);
--> statement-breakpoint
CREATE INDEX `erasure_at` ON `erasure` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `personal_reveal` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`enrollment_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `personal_reveal_of` ON `personal_reveal` (`staff_id`,`enrollment_id`,`expires_at`);--> statement-breakpoint
CREATE TABLE `recovery_code` (
	`hash` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recovery_code_staff` ON `recovery_code` (`staff_id`);--> statement-breakpoint
ALTER TABLE `enrollment` ADD `erased_at` integer;--> statement-breakpoint
ALTER TABLE `enrollment` ADD `evidence_erased_at` integer;--> statement-breakpoint
ALTER TABLE `enrollment` ADD `evidence_kept_until` integer;--> statement-breakpoint
CREATE INDEX `enrollment_to_erase` ON `enrollment` (`finished_at`,`id`) WHERE finished_at is not null and (erased_at is null or evidence_erased_at is null);--> statement-breakpoint
ALTER TABLE `staff` ADD `sealed_totp` blob;--> statement-breakpoint
ALTER TABLE `staff` ADD `totp_since` integer;--> statement-breakpoint
ALTER TABLE `staff` ADD `totp_step` integer;--> statement-breakpoint
ALTER TABLE `staff` ADD `sealed_pending_totp` blob;--> statement-breakpoint
ALTER TABLE `staff` ADD `pending_totp_at` integer;--> statement-breakpoint
ALTER TABLE `staff` ADD `oidc_issuer` text;--> statement-breakpoint
ALTER TABLE `staff` ADD `oidc_subject` text;--> statement-breakpoint
CREATE UNIQUE INDEX `staff_oidc` ON `staff` (`oidc_issuer`,`oidc_subject`);--> statement-breakpoint
ALTER TABLE `staff_session` ADD `method` text DEFAULT 'password' NOT NULL;--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`actor_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`action`,`at`,`id`);