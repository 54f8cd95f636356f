CREATE TABLE "built_in_clients" (
	"client_id" text PRIMARY KEY NOT NULL,
	"enabled" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "oidc_grants" ALTER COLUMN "sso_client_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "oidc_tokens" ALTER COLUMN "sso_client_id" DROP NOT NULL;