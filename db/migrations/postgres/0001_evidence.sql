CREATE TABLE "evidence_owed" (
	"enrollment_id" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"finished_at" bigint NOT NULL,
	CONSTRAINT "evidence_owed_enrollment_id_kind_pk" PRIMARY KEY("enrollment_id","kind")
);
--> statement-breakpoint
CREATE TABLE "evidence_verification" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"started_at" bigint NOT NULL,
	"finished_at" bigint NOT NULL,
	"summary" jsonb NOT NULL
);
--> statement-breakpoint
DROP INDEX "evidence_enrollment_kind_sha256";--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "part" text collate "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "source" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "origin" text DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "state" text DEFAULT 'sound' NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "reported_hash" text;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "hash_match" boolean;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "seen_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "evidence_owed_finished" ON "evidence_owed" USING btree ("finished_at","enrollment_id");--> statement-breakpoint
CREATE INDEX "evidence_verification_started" ON "evidence_verification" USING btree ("started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_version" ON "evidence" USING btree ("enrollment_id","kind","part","sha256");--> statement-breakpoint
CREATE INDEX "evidence_address" ON "evidence" USING btree ("address");