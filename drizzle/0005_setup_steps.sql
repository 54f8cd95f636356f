CREATE TABLE "setup_steps" (
	"step" text PRIMARY KEY NOT NULL,
	"outcome" text NOT NULL,
	"value" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "setup_steps_step" CHECK ("setup_steps"."step" in ('operator', 'address', 'mail', 'tenant')),
	CONSTRAINT "setup_steps_outcome" CHECK ("setup_steps"."outcome" in ('done', 'skipped'))
);
