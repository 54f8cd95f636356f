CREATE TABLE "audit_events" (
	"tenant_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"id" uuid NOT NULL,
	"transaction_id" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_id" text NOT NULL,
	"target_name" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"before" jsonb,
	"after" jsonb,
	"request_id" text NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	CONSTRAINT "audit_events_tenant_id_at_id_pk" PRIMARY KEY("tenant_id","at","id")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "credentials" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"secret_hash" bytea NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "credentials_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "identity_provider_secrets" (
	"tenant_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "identity_provider_secrets_tenant_id_provider_id_id_pk" PRIMARY KEY("tenant_id","provider_id","id")
);
--> statement-breakpoint
CREATE TABLE "identity_providers" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"issuer" text,
	"client_id" text NOT NULL,
	"directory_ids" text[] NOT NULL,
	"trust_email" boolean DEFAULT false NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"last_test" jsonb,
	"last_sign_in_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identity_providers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "identity_providers_kind" CHECK ("identity_providers"."kind" in ('google', 'azure-ad', 'oidc')),
	CONSTRAINT "identity_providers_custom_issuer" CHECK ("identity_providers"."kind" <> 'oidc' or "identity_providers"."issuer" is not null)
);
--> statement-breakpoint
CREATE TABLE "login_domains" (
	"tenant_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"status" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"wildcard" boolean DEFAULT false NOT NULL,
	"provider_ids" uuid[],
	"challenge_token" text,
	"challenge_expires_at" timestamp (3) with time zone,
	"last_check" jsonb,
	"verified_at" timestamp (3) with time zone,
	"verified_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "login_domains_tenant_id_domain_pk" PRIMARY KEY("tenant_id","domain"),
	CONSTRAINT "login_domains_status" CHECK ("login_domains"."status" in ('pending', 'verified')),
	CONSTRAINT "login_domains_challenge" CHECK (("login_domains"."status" = 'verified') = ("login_domains"."challenge_token" is null))
);
--> statement-breakpoint
CREATE TABLE "verified_domains" (
	"domain" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_messages" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "mail_messages_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "mail_messages_status" CHECK ("mail_messages"."status" in ('queued', 'sent', 'logged'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" bytea NOT NULL,
	"state" text NOT NULL,
	"aal" integer NOT NULL,
	"method" text NOT NULL,
	"provider_name" text,
	"issuer" text,
	"login_domain" text,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sessions_state" CHECK ("sessions"."state" in ('pending', 'active')),
	CONSTRAINT "sessions_aal" CHECK ("sessions"."aal" in (1, 2))
);
--> statement-breakpoint
CREATE TABLE "setup_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" bytea NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"consumed_at" timestamp (3) with time zone,
	CONSTRAINT "setup_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"app_fallback" text DEFAULT 'allowed' NOT NULL,
	"sso_enforced" boolean DEFAULT false NOT NULL,
	"session_lifetime_hours" integer DEFAULT 12 NOT NULL,
	"session_idle_minutes" integer DEFAULT 60 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_slug_unique" UNIQUE("slug"),
	CONSTRAINT "tenants_status" CHECK ("tenants"."status" in ('active', 'suspended')),
	CONSTRAINT "tenants_app_fallback" CHECK ("tenants"."app_fallback" in ('allowed', 'denied')),
	CONSTRAINT "tenants_session_lifetime" CHECK ("tenants"."session_lifetime_hours" between 1 and 720),
	CONSTRAINT "tenants_session_idle" CHECK ("tenants"."session_idle_minutes" between 5 and 43200)
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"tenant_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" uuid NOT NULL,
	"provider_kind" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identities_tenant_id_issuer_subject_pk" PRIMARY KEY("tenant_id","issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "login_emails" (
	"email" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"roles" text[] NOT NULL,
	"password_hash" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	CONSTRAINT "users_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "users_status" CHECK ("users"."status" in ('active', 'suspended'))
);
--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_provider_secrets" ADD CONSTRAINT "identity_provider_secrets_tenant_id_provider_id_identity_providers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","provider_id") REFERENCES "public"."identity_providers"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_providers" ADD CONSTRAINT "identity_providers_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_domains" ADD CONSTRAINT "login_domains_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verified_domains" ADD CONSTRAINT "verified_domains_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "login_emails" ADD CONSTRAINT "login_emails_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_by_action" ON "audit_events" USING btree ("tenant_id","action","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "credentials_by_secret" ON "credentials" USING btree ("tenant_id","secret_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_providers_one_per_vendor" ON "identity_providers" USING btree ("tenant_id","kind") WHERE "identity_providers"."kind" <> 'oidc';--> statement-breakpoint
CREATE UNIQUE INDEX "identity_providers_by_name" ON "identity_providers" USING btree ("tenant_id","kind","name");--> statement-breakpoint
CREATE INDEX "login_domains_by_domain" ON "login_domains" USING btree ("domain");--> statement-breakpoint
CREATE INDEX "mail_messages_by_time" ON "mail_messages" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_by_token" ON "sessions" USING btree ("tenant_id","token_hash");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "sessions_by_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "identities_by_user" ON "identities" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "login_emails_by_user" ON "login_emails" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "users_by_email" ON "users" USING btree ("tenant_id","email","id");
--> statement-breakpoint
-- Partitions are made by the owner's own function, so that the app role can ask for the next months
-- without owning the table. It returns how many it made.
CREATE FUNCTION "ensure_audit_partitions"("months_ahead" integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
	month_start timestamptz := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
	made integer := 0;
	partition_name text;
	range_start timestamptz;
	range_end timestamptz;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('gatehouse audit partitions'));
	FOR step IN 0..least(greatest(months_ahead, 1), 24) LOOP
		range_start := (date_trunc('month', (month_start AT TIME ZONE 'UTC')) + make_interval(months => step)) AT TIME ZONE 'UTC';
		range_end := ((range_start AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
		partition_name := 'audit_events_' || to_char(range_start AT TIME ZONE 'UTC', 'YYYY_MM');
		IF to_regclass('public.' || partition_name) IS NULL THEN
			EXECUTE format('CREATE TABLE public.%I PARTITION OF public.audit_events FOR VALUES FROM (%L) TO (%L)',
				partition_name, range_start, range_end);
			made := made + 1;
		END IF;
	END LOOP;
	RETURN made;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION "ensure_audit_partitions"(integer) FROM PUBLIC;
--> statement-breakpoint
SELECT "ensure_audit_partitions"(3);
--> statement-breakpoint
-- The platform's own row: its users are the operators.
INSERT INTO "tenants" ("id", "slug", "name") VALUES ('00000000-0000-0000-0000-000000000000', 'platform', 'Platform');
