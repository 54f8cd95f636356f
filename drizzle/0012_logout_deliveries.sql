CREATE TABLE "logout_deliveries" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sso_client_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"email" text NOT NULL,
	"session_id" uuid,
	"sid" text,
	"state" text DEFAULT 'pending' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"tried_at" timestamp (3) with time zone,
	"next_try_at" timestamp (3) with time zone,
	CONSTRAINT "logout_deliveries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "logout_deliveries_state" CHECK ("logout_deliveries"."state" in ('pending', 'delivered', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "logout_deliveries" ADD CONSTRAINT "logout_deliveries_tenant_id_sso_client_id_sso_clients_tenant_id_id_fk" FOREIGN KEY ("tenant_id","sso_client_id") REFERENCES "public"."sso_clients"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "logout_deliveries_by_user" ON "logout_deliveries" USING btree ("tenant_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "logout_deliveries_by_client" ON "logout_deliveries" USING btree ("tenant_id","sso_client_id","created_at");--> statement-breakpoint
CREATE INDEX "logout_deliveries_by_time" ON "logout_deliveries" USING btree ("created_at");