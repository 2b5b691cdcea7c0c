CREATE TABLE "audit_head" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"hash" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempt" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"since" bigint NOT NULL,
	"blocked_until" bigint
);
--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "seq" integer;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "previous_hash" text collate "C";--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" text collate "C";--> statement-breakpoint
ALTER TABLE "process" ADD COLUMN "environment" text;--> statement-breakpoint
ALTER TABLE "process" ADD COLUMN "notify_on" text;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "password_changed_at" bigint;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "invite_hash" text collate "C";--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "invite_expires_at" bigint;--> statement-breakpoint
ALTER TABLE "staff_session" ADD COLUMN "device" text;--> statement-breakpoint
CREATE INDEX "sign_in_attempt_since" ON "sign_in_attempt" USING btree ("since");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_seq" ON "audit" USING btree ("seq");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_invite_hash" ON "staff" USING btree ("invite_hash");