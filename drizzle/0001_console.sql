CREATE TABLE "domain_moves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"domain" text NOT NULL,
	"from_tenant_id" uuid NOT NULL,
	"to_tenant_id" uuid NOT NULL,
	"status" text NOT NULL,
	"requested_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"moves_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "domain_moves_status" CHECK ("domain_moves"."status" in ('requested', 'agreed', 'declined', 'cancelled', 'moved', 'failed'))
);
--> statement-breakpoint
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
CREATE TABLE "user_links" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"consumed_at" timestamp (3) with time zone,
	CONSTRAINT "user_links_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "user_links_purpose" CHECK ("user_links"."purpose" in ('invitation', 'password_reset'))
);
--> statement-breakpoint
ALTER TABLE "identity_provider_secrets" ADD COLUMN "warned_days" integer;--> statement-breakpoint
ALTER TABLE "login_domains" ADD COLUMN "proof_token" text;--> statement-breakpoint
ALTER TABLE "login_domains" ADD COLUMN "rechecked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "login_domains" ADD COLUMN "missing_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD COLUMN "sealed_link" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_provider_sign_in_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "domain_moves" ADD CONSTRAINT "domain_moves_from_tenant_id_tenants_id_fk" FOREIGN KEY ("from_tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domain_moves" ADD CONSTRAINT "domain_moves_to_tenant_id_tenants_id_fk" FOREIGN KEY ("to_tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_days" ADD CONSTRAINT "sign_in_days_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_links" ADD CONSTRAINT "user_links_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "domain_moves_one_open" ON "domain_moves" USING btree ("domain") WHERE "domain_moves"."status" in ('requested', 'agreed');--> statement-breakpoint
CREATE INDEX "domain_moves_from" ON "domain_moves" USING btree ("from_tenant_id","domain");--> statement-breakpoint
CREATE INDEX "domain_moves_to" ON "domain_moves" USING btree ("to_tenant_id","domain");--> statement-breakpoint
CREATE UNIQUE INDEX "user_links_by_token" ON "user_links" USING btree ("tenant_id","token_hash");--> statement-breakpoint
CREATE INDEX "user_links_by_user" ON "user_links" USING btree ("tenant_id","user_id","purpose");--> statement-breakpoint
CREATE INDEX "user_links_by_expiry" ON "user_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "audit_events_by_actor_id" ON "audit_events" USING btree ("tenant_id","actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_actor_name" ON "audit_events" USING btree ("tenant_id","actor_name","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_target_id" ON "audit_events" USING btree ("tenant_id","target_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_target_name" ON "audit_events" USING btree ("tenant_id","target_name","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_by_refusal" ON "audit_events" USING btree ("tenant_id","outcome","at","id") WHERE "audit_events"."outcome" <> 'success';--> statement-breakpoint
CREATE INDEX "identity_provider_secrets_by_expiry" ON "identity_provider_secrets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "login_domains_to_recheck" ON "login_domains" USING btree ("rechecked_at") WHERE "login_domains"."proof_token" is not null;--> statement-breakpoint
CREATE INDEX "users_by_email_prefix" ON "users" USING btree ("tenant_id","email" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_by_name" ON "users" USING btree ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "users_by_name_words" ON "users" USING gin (to_tsvector('simple'::regconfig, "name"));--> statement-breakpoint
CREATE INDEX "users_by_last_sign_in" ON "users" USING btree ("tenant_id",coalesce("last_sign_in_at", '-infinity'::timestamptz),"id");