CREATE TABLE "assisted_comparison" (
	"enrollment_id" text collate "C" NOT NULL,
	"name" text NOT NULL,
	"sealed_value" "bytea" NOT NULL,
	"locked" boolean NOT NULL,
	"state" text NOT NULL,
	"at" bigint NOT NULL,
	"by" text collate "C" NOT NULL,
	CONSTRAINT "assisted_comparison_enrollment_id_name_pk" PRIMARY KEY("enrollment_id","name")
);
--> statement-breakpoint
CREATE TABLE "assisted_flow" (
	"enrollment_id" text collate "C" PRIMARY KEY NOT NULL,
	"started_at" bigint NOT NULL,
	"started_by" text collate "C" NOT NULL,
	"routes" jsonb NOT NULL,
	"route_id" text,
	"route_at" bigint,
	"route_by" text collate "C",
	"accepted_biometry" boolean,
	"consent_wording" text,
	"consent_at" bigint,
	"consent_by" text collate "C",
	"stopped_at" bigint,
	"finish_state" text,
	"finished_at" bigint,
	"finished_by" text collate "C",
	"revision" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assisted_page" (
	"enrollment_id" text collate "C" NOT NULL,
	"document" text NOT NULL,
	"page" integer NOT NULL,
	"total_pages" integer NOT NULL,
	"state" text NOT NULL,
	"attempt" integer NOT NULL,
	"size" integer,
	"media_type" text,
	"failure" text,
	"at" bigint NOT NULL,
	"by" text collate "C" NOT NULL,
	CONSTRAINT "assisted_page_enrollment_id_document_page_pk" PRIMARY KEY("enrollment_id","document","page")
);
--> statement-breakpoint
CREATE TABLE "assisted_presence" (
	"enrollment_id" text collate "C" NOT NULL,
	"tab_id" text collate "C" NOT NULL,
	"staff_id" text collate "C" NOT NULL,
	"seen_at" bigint NOT NULL,
	CONSTRAINT "assisted_presence_enrollment_id_tab_id_pk" PRIMARY KEY("enrollment_id","tab_id")
);
--> statement-breakpoint
CREATE TABLE "usage_duration" (
	"grain" text NOT NULL,
	"period" integer NOT NULL,
	"group_id" text collate "C" NOT NULL,
	"process_id" text collate "C" NOT NULL,
	"bucket" integer NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "usage_duration_grain_period_group_id_process_id_bucket_pk" PRIMARY KEY("grain","period","group_id","process_id","bucket")
);
--> statement-breakpoint
CREATE TABLE "usage_export" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"format" text NOT NULL,
	"query" jsonb NOT NULL,
	"columns" jsonb NOT NULL,
	"personal" boolean NOT NULL,
	"file_name" text NOT NULL,
	"state" text NOT NULL,
	"rows" integer NOT NULL,
	"expected_rows" integer,
	"bytes" bigint NOT NULL,
	"sha256" text collate "C",
	"started_at" bigint,
	"finished_at" bigint,
	"figures" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_rollup" (
	"grain" text NOT NULL,
	"period" integer NOT NULL,
	"group_id" text collate "C" NOT NULL,
	"process_id" text collate "C" NOT NULL,
	"n_unconfirmed" integer NOT NULL,
	"n_not_created" integer NOT NULL,
	"n_new" integer NOT NULL,
	"n_started" integer NOT NULL,
	"n_ok" integer NOT NULL,
	"n_ko" integer NOT NULL,
	"n_canceled" integer NOT NULL,
	"n_failed" integer NOT NULL,
	"n_discontinued" integer NOT NULL,
	"n_ever_started" integer NOT NULL,
	"n_idclaims" integer NOT NULL,
	"n_retries" integer NOT NULL,
	CONSTRAINT "usage_rollup_grain_period_group_id_process_id_pk" PRIMARY KEY("grain","period","group_id","process_id")
);
--> statement-breakpoint
CREATE TABLE "usage_rollup_state" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"time_zone" text NOT NULL,
	"built_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "enrollment" ADD COLUMN "retry" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "enrollment" ADD COLUMN "has_idclaim" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_group" ADD COLUMN "monthly_allowance" integer;--> statement-breakpoint
ALTER TABLE "assisted_flow" ADD CONSTRAINT "assisted_flow_enrollment_id_enrollment_id_fk" FOREIGN KEY ("enrollment_id") REFERENCES "public"."enrollment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "usage_export_created" ON "usage_export" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "usage_export_creator" ON "usage_export" USING btree ("created_by","created_at","id");--> statement-breakpoint
UPDATE "enrollment" SET "has_idclaim" = true WHERE "id" IN (SELECT "enrollment_id" FROM "evidence" WHERE "kind" = 'idclaim');
--> statement-breakpoint
UPDATE "enrollment" SET "retry" = true WHERE "client_reference" IS NOT NULL AND EXISTS (SELECT 1 FROM "enrollment" AS "earlier" WHERE "earlier"."client_reference" = "enrollment"."client_reference" AND ("earlier"."created_at", "earlier"."id") < ("enrollment"."created_at", "enrollment"."id"));
