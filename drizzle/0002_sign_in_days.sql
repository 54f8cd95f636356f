CREATE TABLE "sign_in_days" (
	"tenant_id" uuid NOT NULL,
	"day" date NOT NULL,
	"way" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "sign_in_days_tenant_id_day_way_pk" PRIMARY KEY("tenant_id","day","way")
);
--> statement-breakpoint
CREATE TABLE "sign_in_rollups" (
	"day" date PRIMARY KEY NOT NULL,
	"counted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sign_in_days" ADD CONSTRAINT "sign_in_days_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;