ALTER TABLE "oidc_records" DROP CONSTRAINT "oidc_records_kind";--> statement-breakpoint
ALTER TABLE "oidc_tokens" DROP CONSTRAINT "oidc_tokens_kind";--> statement-breakpoint
ALTER TABLE "oidc_records" ADD CONSTRAINT "oidc_records_kind" CHECK ("oidc_records"."kind" in ('Session', 'Interaction', 'PushedAuthorizationRequest', 'ReplayDetection', 'SsoRequest'));--> statement-breakpoint
ALTER TABLE "oidc_tokens" ADD CONSTRAINT "oidc_tokens_kind" CHECK ("oidc_tokens"."kind" in ('AuthorizationCode', 'RefreshToken', 'DeviceCode', 'ClientCredentials', 'SsoCode'));