DROP TABLE "enrollment_count" CASCADE;--> statement-breakpoint
DROP TABLE "usage_duration" CASCADE;--> statement-breakpoint
ALTER TABLE "usage_rollup" ADD COLUMN "durations" "bytea";--> statement-breakpoint
CREATE INDEX "enrollment_retry" ON "enrollment" USING btree ("created_at","id") WHERE retry;--> statement-breakpoint
CREATE INDEX "enrollment_idclaim" ON "enrollment" USING btree ("created_at","id") WHERE has_idclaim;