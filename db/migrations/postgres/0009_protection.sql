CREATE TABLE "audit_verification" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"started_at" bigint NOT NULL,
	"finished_at" bigint NOT NULL,
	"rows" integer NOT NULL,
	"broken_at" integer
);
--> statement-breakpoint
CREATE TABLE "desk_setting" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"changed_at" bigint NOT NULL,
	"changed_by" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "erasure" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"by" text collate "C" NOT NULL,
	"ground" text NOT NULL,
	"enrollment_ids" jsonb NOT NULL,
	"kept" integer NOT NULL,
	"kept_until" bigint
);
--> statement-breakpoint
CREATE TABLE "personal_reveal" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"staff_id" text collate "C" NOT NULL,
	"enrollment_id" text collate "C" NOT NULL,
	"reason" text NOT NULL,
	"at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"hash" text collate "C" PRIMARY KEY NOT NULL,
	"staff_id" text collate "C" NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
ALTER TABLE "enrollment" ADD COLUMN "erased_at" bigint;--> statement-breakpoint
ALTER TABLE "enrollment" ADD COLUMN "evidence_erased_at" bigint;--> statement-breakpoint
ALTER TABLE "enrollment" ADD COLUMN "evidence_kept_until" bigint;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "sealed_totp" "bytea";--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "totp_since" bigint;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "totp_step" integer;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "sealed_pending_totp" "bytea";--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "pending_totp_at" bigint;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "oidc_issuer" text collate "C";--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "oidc_subject" text collate "C";--> statement-breakpoint
ALTER TABLE "staff_session" ADD COLUMN "method" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_verification_started" ON "audit_verification" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "erasure_at" ON "erasure" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "personal_reveal_of" ON "personal_reveal" USING btree ("staff_id","enrollment_id","expires_at");--> statement-breakpoint
CREATE INDEX "recovery_code_staff" ON "recovery_code" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" USING btree ("action","at","id");--> statement-breakpoint
CREATE INDEX "enrollment_to_erase" ON "enrollment" USING btree ("finished_at","id") WHERE finished_at is not null and (erased_at is null or evidence_erased_at is null);--> statement-breakpoint
CREATE UNIQUE INDEX "staff_oidc" ON "staff" USING btree ("oidc_issuer","oidc_subject");