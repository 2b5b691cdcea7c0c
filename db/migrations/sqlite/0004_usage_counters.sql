DROP TABLE `enrollment_count`;--> statement-breakpoint
DROP TABLE `usage_duration`;--> statement-breakpoint
ALTER TABLE `usage_rollup` ADD `durations` blob;--> statement-breakpoint
CREATE INDEX `enrollment_retry` ON `enrollment` (`created_at`,`id`) WHERE retry;--> statement-breakpoint
CREATE INDEX `enrollment_idclaim` ON `enrollment` (`created_at`,`id`) WHERE has_idclaim;