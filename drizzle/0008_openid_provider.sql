CREATE TABLE "consents" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"sso_client_id" uuid NOT NULL,
	"scopes" text[] NOT NULL,
	"claims" text[] NOT NULL,
	"resources" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consents_tenant_id_user_id_sso_client_id_pk" PRIMARY KEY("tenant_id","user_id","sso_client_id")
);
--> statement-breakpoint
CREATE TABLE "oidc_grants" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sso_client_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"session_id" uuid,
	"offline" boolean NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "oidc_grants_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "oidc_records" (
	"kind" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"payload" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"consumed_at" timestamp (3) with time zone,
	CONSTRAINT "oidc_records_kind_hash_pk" PRIMARY KEY("kind","hash"),
	CONSTRAINT "oidc_records_kind" CHECK ("oidc_records"."kind" in ('Session', 'Interaction', 'PushedAuthorizationRequest', 'ReplayDetection'))
);
--> statement-breakpoint
CREATE TABLE "oidc_tokens" (
	"tenant_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"sso_client_id" uuid NOT NULL,
	"grant_id" uuid,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"consumed_at" timestamp (3) with time zone,
	CONSTRAINT "oidc_tokens_tenant_id_hash_pk" PRIMARY KEY("tenant_id","hash"),
	CONSTRAINT "oidc_tokens_kind" CHECK ("oidc_tokens"."kind" in ('AuthorizationCode', 'RefreshToken', 'DeviceCode', 'ClientCredentials'))
);
--> statement-breakpoint
CREATE TABLE "oidc_user_codes" (
	"user_code" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_tenant_id_sso_client_id_sso_clients_tenant_id_id_fk" FOREIGN KEY ("tenant_id","sso_client_id") REFERENCES "public"."sso_clients"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_grants" ADD CONSTRAINT "oidc_grants_tenant_id_sso_client_id_sso_clients_tenant_id_id_fk" FOREIGN KEY ("tenant_id","sso_client_id") REFERENCES "public"."sso_clients"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_grants" ADD CONSTRAINT "oidc_grants_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_grants" ADD CONSTRAINT "oidc_grants_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_tokens" ADD CONSTRAINT "oidc_tokens_tenant_id_grant_id_oidc_grants_tenant_id_id_fk" FOREIGN KEY ("tenant_id","grant_id") REFERENCES "public"."oidc_grants"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_tokens" ADD CONSTRAINT "oidc_tokens_tenant_id_sso_client_id_sso_clients_tenant_id_id_fk" FOREIGN KEY ("tenant_id","sso_client_id") REFERENCES "public"."sso_clients"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_user_codes" ADD CONSTRAINT "oidc_user_codes_tenant_id_token_hash_oidc_tokens_tenant_id_hash_fk" FOREIGN KEY ("tenant_id","token_hash") REFERENCES "public"."oidc_tokens"("tenant_id","hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "oidc_grants_by_session" ON "oidc_grants" USING btree ("tenant_id","session_id");--> statement-breakpoint
CREATE INDEX "oidc_grants_by_user" ON "oidc_grants" USING btree ("tenant_id","user_id","sso_client_id");--> statement-breakpoint
CREATE INDEX "oidc_grants_by_client" ON "oidc_grants" USING btree ("tenant_id","sso_client_id");--> statement-breakpoint
CREATE INDEX "oidc_grants_by_expiry" ON "oidc_grants" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "oidc_records_by_expiry" ON "oidc_records" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "oidc_tokens_by_grant" ON "oidc_tokens" USING btree ("tenant_id","grant_id");--> statement-breakpoint
CREATE INDEX "oidc_tokens_by_client" ON "oidc_tokens" USING btree ("tenant_id","sso_client_id");--> statement-breakpoint
CREATE INDEX "oidc_tokens_by_expiry" ON "oidc_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "oidc_user_codes_by_token" ON "oidc_user_codes" USING btree ("tenant_id","token_hash");