CREATE TABLE "audit" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text collate "C",
	"action" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_id" text collate "C" NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "callback" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"enrollment_id" text collate "C" NOT NULL,
	"sha256" text collate "C" NOT NULL,
	"source" text NOT NULL,
	"received_at" bigint NOT NULL,
	"duplicates" integer NOT NULL,
	"last_duplicate_at" bigint,
	"sealed_body" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"step_name" text,
	"step_type" text,
	"step_status" text,
	"done" integer,
	"total" integer,
	"status_codes" jsonb NOT NULL,
	"occurred_at" bigint
);
--> statement-breakpoint
CREATE TABLE "enrollment" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"process_id" text collate "C" NOT NULL,
	"group_id" text collate "C" NOT NULL,
	"client_reference" text,
	"language" text NOT NULL,
	"last_name" text,
	"first_name" text,
	"email" text,
	"phone" text,
	"sealed_details" "bytea",
	"search_text" text NOT NULL,
	"submission_key" text collate "C" NOT NULL,
	"inbox_id" text collate "C" NOT NULL,
	"callback_secret_sha256" text collate "C" NOT NULL,
	"id360_id" text collate "C",
	"sealed_api_key" "bytea",
	"status" text NOT NULL,
	"reason" text,
	"confirmation" text NOT NULL,
	"conflict" boolean NOT NULL,
	"steps_done" integer,
	"steps_total" integer,
	"steps" jsonb NOT NULL,
	"started_at" bigint,
	"finished_at" bigint,
	"last_news_at" bigint NOT NULL,
	"revision" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enrollment_count" (
	"status" text NOT NULL,
	"process_id" text collate "C" NOT NULL,
	"group_id" text collate "C" NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "enrollment_count_status_process_id_group_id_pk" PRIMARY KEY("status","process_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"enrollment_id" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"sha256" text collate "C" NOT NULL,
	"size" integer NOT NULL,
	"content_type" text NOT NULL,
	"address" text NOT NULL,
	"captured_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text collate "C" NOT NULL,
	"state" text NOT NULL,
	"run_at" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"lease_until" bigint,
	"last_error" text,
	"created_at" bigint NOT NULL,
	"finished_at" bigint
);
--> statement-breakpoint
CREATE TABLE "process" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"id360_uuid" text collate "C" NOT NULL,
	"name" text NOT NULL,
	"by_link" boolean NOT NULL,
	"assisted" boolean NOT NULL,
	"makes_idclaim" boolean NOT NULL,
	"asks_selfie" boolean NOT NULL,
	"default_language" text NOT NULL,
	"default_group_id" text collate "C",
	"browser_callback_url" text,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quarantine" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"enrollment_id" text collate "C" NOT NULL,
	"sha256" text collate "C" NOT NULL,
	"received_at" bigint NOT NULL,
	"sealed_body" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_term" (
	"term" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"enrollment_id" text collate "C" NOT NULL,
	CONSTRAINT "search_term_term_created_at_enrollment_id_pk" PRIMARY KEY("term","created_at","enrollment_id")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"email" text collate "C" NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"roles" jsonb NOT NULL,
	"group_ids" jsonb,
	"language" text NOT NULL,
	"theme" text NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"last_sign_in_at" bigint
);
--> statement-breakpoint
CREATE TABLE "staff_session" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"staff_id" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "usage_group" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "callback" ADD CONSTRAINT "callback_enrollment_id_enrollment_id_fk" FOREIGN KEY ("enrollment_id") REFERENCES "public"."enrollment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollment" ADD CONSTRAINT "enrollment_process_id_process_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."process"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_enrollment_id_enrollment_id_fk" FOREIGN KEY ("enrollment_id") REFERENCES "public"."enrollment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process" ADD CONSTRAINT "process_default_group_id_usage_group_id_fk" FOREIGN KEY ("default_group_id") REFERENCES "public"."usage_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quarantine" ADD CONSTRAINT "quarantine_enrollment_id_enrollment_id_fk" FOREIGN KEY ("enrollment_id") REFERENCES "public"."enrollment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_target" ON "audit" USING btree ("target_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "callback_enrollment_sha256" ON "callback" USING btree ("enrollment_id","sha256");--> statement-breakpoint
CREATE INDEX "callback_received" ON "callback" USING btree ("received_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollment_submission_key" ON "enrollment" USING btree ("submission_key");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollment_inbox_id" ON "enrollment" USING btree ("inbox_id");--> statement-breakpoint
CREATE INDEX "enrollment_id360_id" ON "enrollment" USING btree ("id360_id");--> statement-breakpoint
CREATE INDEX "enrollment_created" ON "enrollment" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "enrollment_news" ON "enrollment" USING btree ("last_news_at","id","created_at");--> statement-breakpoint
CREATE INDEX "enrollment_status" ON "enrollment" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "enrollment_process" ON "enrollment" USING btree ("process_id","created_at","id","status");--> statement-breakpoint
CREATE INDEX "enrollment_group" ON "enrollment" USING btree ("group_id","created_at","id","status");--> statement-breakpoint
CREATE INDEX "enrollment_creator" ON "enrollment" USING btree ("created_by","created_at","id","status");--> statement-breakpoint
CREATE INDEX "enrollment_confirmation" ON "enrollment" USING btree ("confirmation","created_at","id","status");--> statement-breakpoint
CREATE INDEX "enrollment_status_news" ON "enrollment" USING btree ("status","last_news_at","id","created_at");--> statement-breakpoint
CREATE INDEX "enrollment_reference" ON "enrollment" USING btree ("client_reference","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_enrollment_kind_sha256" ON "evidence" USING btree ("enrollment_id","kind","sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "job_kind_subject" ON "job" USING btree ("kind","subject_id");--> statement-breakpoint
CREATE INDEX "job_due" ON "job" USING btree ("state","run_at");--> statement-breakpoint
CREATE UNIQUE INDEX "process_id360_uuid" ON "process" USING btree ("id360_uuid");--> statement-breakpoint
CREATE UNIQUE INDEX "quarantine_enrollment_sha256" ON "quarantine" USING btree ("enrollment_id","sha256");--> statement-breakpoint
CREATE INDEX "quarantine_received" ON "quarantine" USING btree ("received_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email" ON "staff" USING btree ("email");--> statement-breakpoint
CREATE INDEX "staff_session_staff" ON "staff_session" USING btree ("staff_id");--> statement-breakpoint
CREATE UNIQUE INDEX "usage_group_name" ON "usage_group" USING btree ("name");