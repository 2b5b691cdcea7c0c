CREATE TABLE `audit_head` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in_attempt` (
	`key` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`since` integer NOT NULL,
	`blocked_until` integer
);
--> statement-breakpoint
CREATE INDEX `sign_in_attempt_since` ON `sign_in_attempt` (`since`);--> statement-breakpoint
ALTER TABLE `audit` ADD `seq` integer;--> statement-breakpoint
ALTER TABLE `audit` ADD `previous_hash` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `hash` text;--> statement-breakpoint
CREATE UNIQUE INDEX `audit_seq` ON `audit` (`seq`);--> statement-breakpoint
ALTER TABLE `process` ADD `environment` text;--> statement-breakpoint
ALTER TABLE `process` ADD `notify_on` text;--> statement-breakpoint
ALTER TABLE `staff` ADD `password_changed_at` integer;--> statement-breakpoint
ALTER TABLE `staff` ADD `invite_hash` text;--> statement-breakpoint
ALTER TABLE `staff` ADD `invite_expires_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `staff_invite_hash` ON `staff` (`invite_hash`);--> statement-breakpoint
ALTER TABLE `staff_session` ADD `device` text;