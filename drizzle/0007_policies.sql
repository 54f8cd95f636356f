CREATE TABLE "policies" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"effect" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"roles" text[] NOT NULL,
	"team_ids" uuid[] NOT NULL,
	"user_ids" uuid[] NOT NULL,
	"client_ids" text[] NOT NULL,
	"client_tags" text[] NOT NULL,
	"aal" integer,
	"networks" text[] NOT NULL,
	"networks_match" text DEFAULT 'inside' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policies_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "policies_effect" CHECK ("policies"."effect" in ('allow', 'deny')),
	CONSTRAINT "policies_aal" CHECK ("policies"."aal" in (1, 2)),
	CONSTRAINT "policies_networks_match" CHECK ("policies"."networks_match" in ('inside', 'outside'))
);
--> statement-breakpoint
CREATE TABLE "policy_defaults" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"effect" text NOT NULL,
	CONSTRAINT "policy_defaults_effect" CHECK ("policy_defaults"."effect" in ('allow', 'deny'))
);
--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_defaults" ADD CONSTRAINT "policy_defaults_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "policies_by_name" ON "policies" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE INDEX "policies_by_creation" ON "policies" USING btree ("tenant_id","created_at","id");