DROP INDEX "enrollment_retry";--> statement-breakpoint
DROP INDEX "enrollment_idclaim";--> statement-breakpoint
CREATE INDEX "enrollment_retry" ON "enrollment" USING btree ("created_at","id","group_id","process_id") WHERE retry;--> statement-breakpoint
CREATE INDEX "enrollment_idclaim" ON "enrollment" USING btree ("created_at","id","group_id","process_id") WHERE has_idclaim;