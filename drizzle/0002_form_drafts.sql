CREATE TABLE "form_drafts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "form_drafts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "form_drafts" ADD CONSTRAINT "form_drafts_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "form_drafts_by_user" ON "form_drafts" USING btree ("tenant_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "form_drafts_by_expiry" ON "form_drafts" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "users_by_creation" ON "users" USING btree ("tenant_id","created_at","id");