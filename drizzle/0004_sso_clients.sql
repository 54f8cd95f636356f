CREATE TABLE "sso_client_ids" (
	"client_id" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"sso_client_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sso_client_secrets" (
	"tenant_id" uuid NOT NULL,
	"sso_client_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"retires_at" timestamp (3) with time zone,
	CONSTRAINT "sso_client_secrets_tenant_id_sso_client_id_id_pk" PRIMARY KEY("tenant_id","sso_client_id","id")
);
--> statement-breakpoint
CREATE TABLE "sso_clients" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"client_id" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"application_type" text NOT NULL,
	"redirect_uris" text[] NOT NULL,
	"post_logout_redirect_uris" text[] NOT NULL,
	"backchannel_logout_uri" text,
	"frontchannel_logout_uri" text,
	"tags" text[] NOT NULL,
	"grant_types" text[] NOT NULL,
	"scopes" text[] NOT NULL,
	"resources" text[] NOT NULL,
	"token_format" text NOT NULL,
	"required_aal" integer NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"first_party" boolean DEFAULT true NOT NULL,
	"auth_method" text NOT NULL,
	"jwks" jsonb,
	"jwks_uri" text,
	"tls_subject_dn" text,
	"certificate_bound" boolean DEFAULT false NOT NULL,
	"dpop_bound" boolean DEFAULT false NOT NULL,
	"require_par" boolean DEFAULT false NOT NULL,
	"template" text,
	"version" integer DEFAULT 1 NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"last_used_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sso_clients_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sso_clients_type" CHECK ("sso_clients"."type" in ('confidential', 'public')),
	CONSTRAINT "sso_clients_application_type" CHECK ("sso_clients"."application_type" in ('web', 'native')),
	CONSTRAINT "sso_clients_token_format" CHECK ("sso_clients"."token_format" in ('RS256', 'ES256')),
	CONSTRAINT "sso_clients_required_aal" CHECK ("sso_clients"."required_aal" in (1, 2)),
	CONSTRAINT "sso_clients_auth_method" CHECK ("sso_clients"."auth_method" in ('client_secret_basic', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth', 'none')),
	CONSTRAINT "sso_clients_authentication" CHECK (("sso_clients"."type" = 'public') = ("sso_clients"."auth_method" = 'none'))
);
--> statement-breakpoint
ALTER TABLE "sso_client_ids" ADD CONSTRAINT "sso_client_ids_tenant_id_sso_client_id_sso_clients_tenant_id_id_fk" FOREIGN KEY ("tenant_id","sso_client_id") REFERENCES "public"."sso_clients"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_client_secrets" ADD CONSTRAINT "sso_client_secrets_tenant_id_sso_client_id_sso_clients_tenant_id_id_fk" FOREIGN KEY ("tenant_id","sso_client_id") REFERENCES "public"."sso_clients"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_clients" ADD CONSTRAINT "sso_clients_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sso_client_ids_by_client" ON "sso_client_ids" USING btree ("tenant_id","sso_client_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sso_clients_by_client_id" ON "sso_clients" USING btree ("tenant_id","client_id");--> statement-breakpoint
CREATE INDEX "sso_clients_by_name" ON "sso_clients" USING btree ("tenant_id","name","id");