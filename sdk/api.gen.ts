/* Generated from the API declarations by `npm run api`. Do not edit. */
export interface paths {
    "/v1/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adjust a balance by hand
         * @description Makes a commission of kind `adjustment` that the partner sees with your reason. What goes beyond the balance is settled with what the partner earns next. Send an `Idempotency-Key`: there is no other way to tell a repetition from a second adjustment.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAdjustment"];
                };
            };
            responses: {
                /** @description Posted. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Commission"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `currency_not_accepted`: The program does not use this currency. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clicks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a click from a page
         * @description Also as text/plain with the key in the address, which browsers send without asking first.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewClick"];
                };
            };
            responses: {
                /** @description Recorded. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Click"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `code_unknown`: This code is not known. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List commissions
         * @description The sum of a partner's amounts is its balance plus what it was paid. With a status, a page may hold fewer than asked for although there are more: go on while there is a `nextCursor`.
         */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    partnerId?: string;
                    status?: "held" | "payable" | "in_payout" | "paid" | "void";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CommissionList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commissions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look up a commission */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The commission with its explanation. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Commission"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List coupons */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    partnerId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CouponList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Give a partner a coupon
         * @description The discount itself lives in your shop; Goodword only knows whose code it is.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewCoupon"];
                };
            };
            responses: {
                /** @description The partner had it before. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Coupon"];
                    };
                };
                /** @description Counts from now on. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Coupon"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `code_taken`: This code is taken. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A customer signed up
         * @description Binds the customer to the partner that brought it. Sales that waited for it are credited now.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewCustomer"];
                };
            };
            responses: {
                /** @description Was recorded before; nothing changed. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Customer"];
                    };
                };
                /** @description Recorded. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Customer"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `occurred_in_future`: occurredAt lies in the future. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look up a customer */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    externalId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The customer with its attribution. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Customer"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{externalId}/attribution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide by hand who is credited
         * @description Stands above every touch, with your reason in the explanation. Naming the partner that is credited already confirms it and lifts a flag. Amounts move by adjusting entries.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    externalId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AttributionDecision"];
                };
            };
            responses: {
                /** @description The customer as it now is. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Customer"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a dispute
         * @description `opened` holds the sale's commissions, `lost` takes them back like a refund, `won` releases them. Send the same externalId again when the status moves on. One that was won or lost ends differently only with an occurredAt that is later.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewDispute"];
                };
            };
            responses: {
                /** @description Was recorded before; its status is as you sent it. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DisputeReply"];
                    };
                };
                /** @description Recorded. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DisputeReply"];
                    };
                };
                /** @description Kept; it applies when its sale comes. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DisputeReply"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `dispute_conflict`: This dispute was recorded with other facts. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `occurred_in_future`: occurredAt lies in the future. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for a look
         * @description Customers and sales that were flagged, with the reasons and the amounts that wait.
         */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    partnerId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HoldList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{attributionId}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do not pay what waits
         * @description Nobody is credited, and what was posted is taken back. The reason is kept and stands in the explanation.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    attributionId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HoldReason"];
                };
            };
            responses: {
                /** @description The decision. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HoldDecision"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `hold_decided`: This hold has been decided. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{attributionId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release what waits
         * @description The amounts are paid on their own days. The reason is kept.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    attributionId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HoldReason"];
                };
            };
            responses: {
                /** @description The decision. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HoldDecision"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `hold_decided`: This hold has been decided. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hooks/{source}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events of a payment provider
         * @description What each one did and why, or what it waits for.
         */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    status?: "waiting" | "done" | "parked" | "failed" | "ignored";
                };
                header?: never;
                path: {
                    source: "stripe" | "paddle" | "shopify" | "generic";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderEventList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hooks/{source}/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look up an event of a payment provider */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    source: "stripe" | "paddle" | "shopify" | "generic";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The event. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderEvent"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hooks/{source}/events/{id}/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Process an event again
         * @description What it did already is not done twice. Look it up a moment later to see what came of it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    source: "stripe" | "paddle" | "shopify" | "generic";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is next. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProviderEvent"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite others to become partners
         * @description A link to the program’s website. Whoever joins by it is recruited by the partner that made it, which earns an override on its commissions. There is one level.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewInvitation"];
                };
            };
            responses: {
                /** @description Can be used at once. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invitation"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `recruiting_refused`: This would not be one level. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who invites
         * @description For whoever was sent it, before applying. Reading it does not use it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It can be used. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvitationShown"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `invitation_unknown`: This invitation cannot be used. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the keys in use */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Oldest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyList"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make another key
         * @description For the program of the key that asks. A secret key is shown only in this answer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            responses: {
                /** @description The whole key. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Key"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description It opens nothing from then on; clicks are taken with a publishable key for up to five seconds more. The only secret key of a program cannot be revoked.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is revoked. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `last_secret_key`: This is the only secret key. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List leads */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    partnerId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LeadList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Register a lead
         * @description With a publishable key the answer is always the same, whoever the company is. What the vendor thinks of it only the verified partner learns.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewLead"];
                };
            };
            responses: {
                /** @description Registered. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyLead"] | components["schemas"]["LeadReceipt"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `code_unknown`: This code is not known. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/leads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a lead */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The lead. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Lead"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/leads/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a lead
         * @description An accepted lead is protected: a customer that comes with its leadId is credited to its partner.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LeadDecision"];
                };
            };
            responses: {
                /** @description The lead as it now is. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Lead"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `lead_decided`: This lead has been decided. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the links of a partner */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    partnerId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Create a link
         * @description Without a code one is made from the name of the partner.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewLink"];
                };
            };
            responses: {
                /** @description Works at once. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Link"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `code_taken`: This code is taken. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `destination_not_allowed`: Links may not lead there. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am, and my terms */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The partner, its plan and the program. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept the agreement
         * @description Kept with the text, its version, the time, and my name and address.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AgreementChoice"];
                };
            };
            responses: {
                /** @description Was accepted before. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementAcceptance"];
                    };
                };
                /** @description Accepted. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgreementAcceptance"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `agreement_changed`: The agreement is another one by now. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/commissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My commissions */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first, each explained. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCommissionList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/leads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My leads */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyLeadList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My links */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first, with their clicks. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyLinkList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/payout-details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am paid */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description As a hint; null before it was said. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyPayoutDetails"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Say where to pay me
         * @description Kept encrypted and never answered in clear. The first counts at once. A change waits 72 hours, and the partner, the old place and the new one are told.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPayoutDetails"];
                };
            };
            responses: {
                /** @description As a hint. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PayoutDetails"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `details_key_missing`: Payout details and webhook secrets cannot be kept yet. `details_key_wrong`: Payout details and webhook secrets cannot be opened. `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My payouts */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyPayoutList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch my plan
         * @description Counts for the customers I bring from now on; those I brought keep their terms.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PlanChoice"];
                };
            };
            responses: {
                /** @description The plan of my next customers. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            holdDays: number;
                            id: string;
                            /** @enum {string} */
                            kind: "one_time" | "residual" | "creator" | "resale" | "managed" | "volume";
                            name: string;
                            prices?: components["schemas"]["PriceSheet"];
                            rules: components["schemas"]["Rule"][];
                            terms: string[];
                            version: number;
                        };
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `plan_unknown`: The program has no such plan. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/postbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My postbacks */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Oldest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PostbackList"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Have an address of mine called
         * @description When something of yours happens, the address is called by GET with its macros filled: at least once, in no promised order, up to ten times over three days. Only ids, states and amounts can stand in it. Must be https on port 443 or 8443 and reachable from the internet. Each call carries the headers of Standard Webhooks; what is signed is `{webhook-id}.{webhook-timestamp}.{the whole address that is called}`. At most 5.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPostback"];
                };
            };
            responses: {
                /** @description The postback with its secret. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedPostback"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_postbacks`: There are too many postbacks. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `details_key_missing`: Payout details and webhook secrets cannot be kept yet. `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/postbacks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a postback of mine
         * @description With what waits for it and its log.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is gone. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change a postback of mine
         * @description A paused one is not called, and what happens meanwhile is not told later. Set to active, what waited before is sent.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PostbackChange"];
                };
            };
            responses: {
                /** @description As it is now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Postback"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/me/postbacks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a postback of mine was told */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first; kept for 30 days. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PostbackDeliveryList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/postbacks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the secret of a postback of mine
         * @description For 24 hours both sign, so that nothing is missed while the receiver changes over.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The new secret. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RotatedSecret"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `details_key_missing`: Payout details and webhook secrets cannot be kept yet. `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/postbacks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call a postback of mine to try it
         * @description Once, as the event webhook.test with the status test and no amount. Its deliveries say what came back.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description On its way. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PostbackDelivery"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `postback_not_active`: This postback is not active. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`: Too many requests. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/price-statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My price statements */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Drafts first, then closed ones, newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyPriceStatementList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/price-statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My price statement of a month */
        get: {
            parameters: {
                query?: {
                    format?: "json" | "csv";
                };
                header?: never;
                path: {
                    month: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A draft while the month is open. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PriceStatement"];
                        "text/csv": string;
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/recruits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The partners that I recruited */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecruitList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My standing
         * @description Courses and certifications, and what each of them unlocks.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What I learned, and what that unlocks. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Standing"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My statements */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The months that have one, newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StatementList"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/statements/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A statement of mine
         * @description Everything that moved the balance in a month (UTC): opening balance, what was earned and taken back, payouts, closing balance. The dashboard shows the same at `/dashboard#statements/{period}`, ready to print.
         */
        get: {
            parameters: {
                query?: {
                    format?: "json" | "csv";
                };
                header?: never;
                path: {
                    period: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The statement. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Statement"];
                        "text/csv": string;
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My numbers
         * @description Read from counters: it costs the same after ten sales and after ten million.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Earned, on its way, payable, paid, and the last 30 days. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Summary"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/tax-profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am on statements */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Null before it was said. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyTaxProfile"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Say who I am on statements
         * @description Needed before the first payout. Statements of earlier months keep what was true then.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewTaxProfile"];
                };
            };
            responses: {
                /** @description As it is kept. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaxProfile"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/order-corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An order was cancelled, or something came back
         * @description An order is never edited. Before its order it is kept and counts when the order comes; after the statement of its month was closed it is in the next one.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewOrderCorrection"];
                };
            };
            responses: {
                /** @description Was registered before; nothing changed. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderCorrectionReply"];
                    };
                };
                /** @description Registered, with the order as it now is. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderCorrectionReply"];
                    };
                };
                /** @description Kept until its order comes. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderCorrectionReply"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `order_conflict`: This order or correction was registered with other facts. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `occurred_in_future`: occurredAt lies in the future. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List resale orders */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    partnerId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Register a resale order
         * @description Priced by the partner's plan in force when it occurred, once and for ever. The same external id of the same partner again changes nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewOrder"];
                };
            };
            responses: {
                /** @description Was registered before; nothing changed. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
                /** @description Registered: list price, wholesale price and margin. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `order_conflict`: This order or correction was registered with other facts. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `not_priced`: The plan has no price for this. `occurred_in_future`: occurredAt lies in the future. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look up a resale order */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description As it now is, with what came back. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List partners */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Enrol a partner */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPartner"];
                };
            };
            responses: {
                /** @description Was enrolled before. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Partner"];
                    };
                };
                /** @description Enrolled, with a first link. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Partner"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_conflict`: Another partner has this email address or external id. `recruiting_refused`: This would not be one level. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `plan_unknown`: The program has no such plan. `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look up a partner */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The partner, and what it agreed to. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerWithAgreement"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a partner */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PartnerChange"];
                };
            };
            responses: {
                /** @description The partner as it now is. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Partner"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_conflict`: Another partner has this email address or external id. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `plan_unknown`: The program has no such plan. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/partners/{id}/certifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Award a certification by hand
         * @description Commissions of sales inside its dates follow at once.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewAward"];
                };
            };
            responses: {
                /** @description Awarded. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CertificationAward"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/certifications/{awardId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a certification
         * @description It does not count for sales from now on; what was earned before stays.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    awardId: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Revocation"];
                };
            };
            responses: {
                /** @description Revoked; the first reason stands. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CertificationAward"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a completed course
         * @description The certifications whose last course it was are awarded from that day on.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewCompletion"];
                };
            };
            responses: {
                /** @description Was recorded before. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            awards: components["schemas"]["CertificationAward"][];
                            completion: components["schemas"]["CourseCompletion"];
                        };
                    };
                };
                /** @description Recorded, with what was awarded for it. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            awards: components["schemas"]["CertificationAward"][];
                            completion: components["schemas"]["CourseCompletion"];
                        };
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `occurred_in_future`: occurredAt lies in the future. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/postbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The postbacks of a partner
         * @description Where a partner has itself told what it earns. Only the partner makes and changes them.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Oldest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PostbackList"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/postbacks/{postbackId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a postback of a partner
         * @description With what waits for it and its log.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    postbackId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is gone. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The standing of a partner */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What it learned, and what that unlocks. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Standing"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Become a partner
         * @description Always answers with a fresh, working link, whoever the address belongs to. A mail confirms the address and attaches the link to the new or existing partner.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            responses: {
                /** @description The link works at once. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            link: {
                                code: string;
                                /** Format: date-time */
                                createdAt: string;
                                destination: string;
                                id: string;
                                url: string;
                            };
                            /** @enum {string} */
                            status: "confirm_by_mail";
                        };
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `recruiting_refused`: This would not be one level. `agreement_changed`: The agreement is another one by now. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `plan_unknown`: The program has no such plan. `destination_not_allowed`: Links may not lead there. `invitation_unknown`: This invitation cannot be used. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`: Too many requests. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who pays */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Null before it was said. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MaybePayer"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Say who pays
         * @description Your own name, address and tax id for statements, and the account that bank files name.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPayer"];
                };
            };
            responses: {
                /** @description As it is kept. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Payer"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. `role_not_allowed`: Your role may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List payout runs */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PayoutRunList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Pay out, or look at what would be paid
         * @description Takes every commission whose day has come and that nothing keeps back, by partner, once it reaches the minimum. With `dryRun` nothing is stored: the answer lists who would get what, who would not and why, and the last run beside it. Two runs at once are one run.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPayoutRun"];
                };
            };
            responses: {
                /** @description The dry run. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PayoutPreview"];
                    };
                };
                /** @description The run as it was locked. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PayoutRun"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. `role_not_allowed`: Your role may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `nothing_payable`: There is nothing to pay out. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look up a payout run
         * @description With a page of its payouts. Where they go is shown as a hint only.
         */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run and its payouts, newest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PayoutRunDetails"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file for the bank or provider
         * @description The only way payout details leave in clear: for a finance person who confirmed within the last ten minutes, never for a key. `paypal` and `wise` are CSV for upload, `sepa` is pain.001.001.09 and `sepa03` pain.001.001.03, `csv` is for people. The same file twice is the same bytes. A large run comes in parts; `Goodword-File-Parts` says how many.
         */
        get: {
            parameters: {
                query: {
                    format: "paypal" | "wise" | "sepa" | "sepa03" | "csv";
                    part?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The file. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/xml": string;
                        "text/csv": string;
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `confirmation_needed`: Confirm that it is you. `files_not_yet`: You may not take payout files yet. `credential_not_allowed`: This credential may not do that. `role_not_allowed`: Your role may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `run_not_locked`: This payout run is still being prepared. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `file_not_possible`: This file cannot be made. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `details_key_wrong`: Payout details and webhook secrets cannot be opened. `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/lines/{payoutId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a payout as paid or failed
         * @description A failed one frees its commissions for the next run and stays failed. Said twice, it happens once.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    payoutId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PayoutMark"];
                };
            };
            responses: {
                /** @description The payout as it is now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PayoutLine"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. `role_not_allowed`: Your role may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `payout_failed`: This payout has failed. `run_not_locked`: This payout run is still being prepared. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a result file
         * @description PayPal's and Wise's result files, a bank's pain.002, or a CSV with the columns reference, status, bankReference and reason. At most 4 MB. The same file again changes nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PayoutResults"];
                };
            };
            responses: {
                /** @description What was marked, and what could not be. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ResultsReport"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. `role_not_allowed`: Your role may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `run_not_locked`: This payout run is still being prepared. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `results_unreadable`: This result file cannot be read. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/price-statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List price statements
         * @description Closed ones, newest first. With a partner, its drafts come before them.
         */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    month?: string;
                    partnerId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description With every line and its explanation. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PriceStatementList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/price-statements/{partnerId}/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look up a price statement
         * @description A draft while the month is open. As CSV it is what you make your invoice from.
         */
        get: {
            parameters: {
                query?: {
                    format?: "json" | "csv";
                };
                header?: never;
                path: {
                    month: string;
                    partnerId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The statement. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PriceStatement"];
                        "text/csv": string;
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/price-statements/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close the months that are over
         * @description The server does this by itself on the sixth day of the next month. What is reported afterwards is in the next statement. Closing again changes nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewClosing"];
                };
            };
            responses: {
                /** @description How many statements were closed now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Closing"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/program": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public terms
         * @description Plans in data and in plain sentences, written by the software from the same rules it pays by.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The program in force. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Program"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Publish the program
         * @description Counts for new customers; every customer keeps the terms it was bound under. What adds or corrects counts at once; changed terms wait for `noticeDays`, get a new version of their plans, and are told to the partners on them.
         */
        put: {
            parameters: {
                query?: {
                    /** @description A later moment than the notice asks for; the whole definition waits until then. */
                    effectiveAt?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProgramDefinition"];
                };
            };
            responses: {
                /** @description The program as it now is. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Program"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/program/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What publishing would change
         * @description In plain words, with the date of each change. Nothing is stored.
         */
        post: {
            parameters: {
                query?: {
                    /** @description A later moment than the notice asks for; the whole definition waits until then. */
                    effectiveAt?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProgramDefinition"];
                };
            };
            responses: {
                /** @description Empty when nothing would change. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProgramDiff"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/program/lint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a partner would not understand
         * @description Reads a program through as a partner would. Nothing is stored and nothing refused for it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProgramDefinition"];
                };
            };
            responses: {
                /** @description Errors first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            findings: components["schemas"]["LintFinding"][];
                        };
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/program/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version that was published */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first; one whose effectiveAt lies ahead is waiting, unless a newer one replaced it. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["ProgramVersion"][];
                            nextCursor: null;
                        };
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What it would cost
         * @description The whole cost beforehand, from the price sheet in force, kept as it was shown. The statement of the same units says the same to the cent.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewQuote"];
                };
            };
            responses: {
                /** @description The quote. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Quote"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `plan_unknown`: The program has no such plan. `not_priced`: The plan has no price for this. `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`: Too many requests. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look up a quote */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description As it was shown. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Quote"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a refund
         * @description Commissions fall in proportion; refunding everything, in any number of parts, leaves exactly zero.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewRefund"];
                };
            };
            responses: {
                /** @description Was recorded before; nothing changed. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RefundReply"];
                    };
                };
                /** @description Recorded. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RefundReply"];
                    };
                };
                /** @description Kept; it applies when its sale comes. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RefundReply"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `refund_conflict`: This refund was recorded with other facts. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `occurred_in_future`: occurredAt lies in the future. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a sale
         * @description A sale with a touch (click ids or a coupon) binds its customer; one without follows the customer, or waits for it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewSale"];
                };
            };
            responses: {
                /** @description Was recorded before; nothing changed. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SaleReply"];
                    };
                };
                /** @description Recorded. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SaleReply"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `sale_conflict`: This sale was recorded with other facts. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `currency_not_accepted`: The program does not use this currency. `occurred_in_future`: occurredAt lies in the future. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sales/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look up a sale
         * @description With its commissions, their explanations, and why nobody was credited if nobody was.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    externalId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The sale. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SaleReply"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a session with the token of a mail
         * @description Works once. Confirms the address as well when the mail asked for that.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewSession"];
                };
            };
            responses: {
                /** @description The session is in a cookie. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            partner: {
                                id: string;
                                name: string;
                            };
                        };
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `token_spent`: This link has been used or is too old. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The session is gone. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a sign-in link
         * @description Always the same answer, so that nobody learns who is a partner.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                /** @description If the address belongs to a partner, a link is on its way. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "sent";
                        };
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`: Too many requests. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What would I have earned under each plan?
         * @description The partner's own sales under the present terms of every plan, by the same rules that pay. Nothing is written; a switch counts for new customers only.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewSimulation"];
                };
            };
            responses: {
                /** @description By plan, currency and year. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Simulation"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your people */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Oldest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StaffList"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add one of your people
         * @description Or give somebody another role. Everybody else on the staff is told, and somebody who is added later than the first may take payout files only after 72 hours.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewStaff"];
                };
            };
            responses: {
                /** @description The person. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Staff"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to confirm that it is me
         * @description Sends a link to the mailbox of the person; opened in the same session, it counts 10 minutes.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The link is on its way. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "sent";
                        };
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`: Too many requests. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm with the token of a mail
         * @description Only the session that asked for it can use it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewConfirmation"];
                };
            };
            responses: {
                /** @description Until when it counts. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Confirmation"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `token_spent`: This link has been used or is too old. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a session with the token of a mail
         * @description Works once; the session lasts 12 hours.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewStaffSession"];
                };
            };
            responses: {
                /** @description The session is in a cookie. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Staff"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `token_spent`: This link has been used or is too old. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The person, and until when it is confirmed. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StaffSession"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The session is gone. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a sign-in link
         * @description Always the same answer, so that nobody learns who is on the staff.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StaffSignIn"];
                };
            };
            responses: {
                /** @description If the address belongs to somebody on the staff, a link is on its way. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "sent";
                        };
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_requests`: Too many requests. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move the twin's clock forwards
         * @description Holds end, windows close and plans change as they would when that time comes. Needs a gw_sk_test_ key.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ClockStep"];
                };
            };
            responses: {
                /** @description The twin's time. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClockNow"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the twin over
         * @description Deletes everything that happened in the twin and sets its clock back. Keys and plans stay.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The twin's time. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClockNow"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mint a partner token
         * @description Opens the dashboard and the widgets for one partner, for one hour. Enrols the partner when it is new.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            responses: {
                /** @description Shown once. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            expiresAt: string;
                            partnerId: string;
                            token: string;
                        };
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_conflict`: Another partner has this email address or external id. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report units in use
         * @description Of several reports of a unit and month the latest to occur counts; every one is kept. After the statement of the month was closed the difference is in the next one.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUsage"];
                };
            };
            responses: {
                /** @description Was recorded before; nothing changed. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Usage"];
                    };
                };
                /** @description Recorded. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Usage"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. `cross_site`: This request came from another site. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `usage_conflict`: This usage was reported with other facts. `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `partner_unknown`: The program has no such partner. `not_priced`: The plan has no price for this. `occurred_in_future`: occurredAt lies in the future. `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look up a delivery */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description With its body and every attempt. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookDeliveryDetails"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery again
         * @description As another delivery of the same event, under the same webhook-id.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The new delivery. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookDeliveryDetails"];
                    };
                };
                /** @description `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhook endpoints */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Oldest first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEndpointList"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Be told what happens
         * @description Standard Webhooks: each event is a signed POST, sent at least once and in no promised order, up to ten times over three days. Must be https on port 443 or 8443 and reachable from the internet.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewWebhookEndpoint"];
                };
            };
            responses: {
                /** @description The endpoint with its secret. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `too_many_endpoints`: There are too many webhook endpoints. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `details_key_missing`: Payout details and webhook secrets cannot be kept yet. `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look up a webhook endpoint */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The endpoint. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEndpoint"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description With what waits for it and its log.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is gone. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint
         * @description Nothing is sent to a paused one; what happens meanwhile is kept for 30 days and can be replayed. Set to active, it is sent what waited.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookEndpointChange"];
                };
            };
            responses: {
                /** @description As it is now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEndpoint"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent to an endpoint */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    status?: "pending" | "delivered" | "failed";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Newest first; kept for 30 days. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookDeliveryList"];
                    };
                };
                /** @description `invalid_cursor`: This cursor cannot be used here. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again what happened in a time
         * @description Every event from `since` until `until` that the endpoint asks for, also what it was told before. At most 2 000 events a call: while `more` is true, call again with `until` as `since`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookReplay"];
                };
            };
            responses: {
                /** @description What is on its way. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookReplayReport"];
                    };
                };
                /** @description `malformed_json`: The body is not JSON. `invalid_idempotency_key`: The Idempotency-Key cannot be used. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `idempotency_in_flight`: The same request is still being worked on. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `body_too_large`: The body is too large. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unsupported_media_type`: This content type is not taken. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. `idempotency_key_reused`: This Idempotency-Key was used for another request. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the secret
         * @description For 24 hours both sign, so that nothing is missed while the receiver changes over.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The new secret. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RotatedSecret"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `details_key_missing`: Payout details and webhook secrets cannot be kept yet. `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test
         * @description A webhook.test event to this endpoint alone. Look the delivery up to see what came back.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The delivery, on its way. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookDeliveryDetails"];
                    };
                };
                /** @description `credential_missing`: A credential is needed. `credential_invalid`: This credential is not valid. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `credential_not_allowed`: This credential may not do that. */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `not_found`: There is nothing here. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `endpoint_not_active`: This webhook endpoint is not active. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `validation_failed`: Some fields are not right. */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `unavailable`: The store cannot be reached right now. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "commission.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A commission was posted */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CommissionCreatedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "commission.held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A commission waits, for a dispute or for a look */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CommissionHeldEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "commission.payable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A commission can be paid from now on */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CommissionPayableEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "commission.reversed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Something of a commission goes back, as an entry of its own */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CommissionReversedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "customer.bound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A customer was credited to a partner, to another one, or to nobody any more */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CustomerBoundEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "lead.accepted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A lead was accepted */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LeadAcceptedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "lead.declined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A lead was declined */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LeadDeclinedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "lead.submitted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A lead was registered */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LeadSubmittedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "link.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A partner has another link */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LinkCreatedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "partner.applied": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody applied; the address is not confirmed yet */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PartnerAppliedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "partner.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A partner was enrolled, or confirmed its address */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PartnerCreatedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "partner.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A partner changed its plan or status */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PartnerUpdatedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A payout was locked */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PayoutCreatedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A payout failed; its commissions are free for the next run */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PayoutFailedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payout.paid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A payout was paid */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PayoutPaidEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "sale.disputed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A dispute about a sale was opened, won or lost */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SaleDisputedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "sale.recorded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A sale was recorded; what had been refunded before is taken off its netAmount */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SaleRecordedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "sale.refunded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A sale was refunded, in part or whole */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SaleRefundedEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** You asked for a test */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description The same over all attempts: drop what you have seen. */
                    "webhook-id": string;
                    /** @description One or more of `v1,` and base64, apart by blanks. */
                    "webhook-signature": string;
                    /** @description Of this attempt, Unix seconds. */
                    "webhook-timestamp": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookTestEvent"];
                };
            };
            responses: {
                /** @description Received. Anything else is tried again; 410 ends it. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        AgreementAcceptance: {
            /** Format: date-time */
            acceptedAt: string;
            email: string;
            name: string;
            version: string;
        };
        AgreementChoice: {
            version: string;
        };
        Application: {
            /** @description The agreement that was shown and accepted. */
            agreementVersion?: string;
            destination?: string;
            /** Format: email */
            email: string;
            /** @description The code of an invitation. */
            invitation?: string;
            name?: string;
            planId?: string;
        };
        Attribution: {
            /** @enum {string} */
            by: "manual" | "lead" | "coupon" | "code" | "click";
            candidates: components["schemas"]["Candidate"][];
            /** Format: date-time */
            decidedAt: string;
            explanation: string;
            flags: components["schemas"]["Flag"][];
            partnerId: string;
            planId: string;
            termsVersion: number;
            /** @description Null when the vendor decided by hand. */
            touchId: string | null;
        };
        AttributionDecision: {
            partnerId: string | null;
            reason: string;
        };
        Candidate: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            by: "manual" | "lead" | "coupon" | "code" | "click";
            partnerId: string | null;
            reason: string;
            touchId: string;
            won: boolean;
        };
        Cap: {
            /** @description Minor units by currency, for one customer. */
            customer?: {
                [key: string]: number;
            };
            /**
             * @description Which period; month by default.
             * @enum {string}
             */
            per?: "month" | "quarter" | "year";
            /** @description Minor units by currency, for all customers of a partner in one period. */
            period?: {
                [key: string]: number;
            };
            /** @description Minor units by currency, for one sale. */
            sale?: {
                [key: string]: number;
            };
        };
        Certification: {
            courses: string[];
            id: string;
            /** @description Added to the usual protection of accepted leads. */
            leadProtectionDays?: number;
            name: string;
            validMonths?: number;
        };
        CertificationAward: {
            certificationId: string;
            id: string;
            reason: string;
            /** Format: date-time */
            revokedAt: string | null;
            revokedReason: string | null;
            /** Format: date-time */
            validFrom: string;
            /** Format: date-time */
            validUntil: string | null;
        };
        Click: {
            clickId: string;
            coupon: string | null;
            /** Format: date-time */
            expiresAt: string;
            partner: {
                name: string;
            };
        };
        ClockNow: {
            /** Format: date-time */
            now: string;
        };
        ClockStep: {
            days?: number;
            ms?: number;
        };
        Closing: {
            closed: number;
            month: string;
        };
        Commission: {
            /** @description Minor units of the currency; may be negative. */
            amount: number;
            /** Format: date-time */
            createdAt: string;
            currency: string;
            explanation: string;
            /** @description Why it waits beyond holdUntil, in words. */
            heldBecause: string | null;
            /** Format: date-time */
            holdUntil: string;
            id: string;
            /** @enum {string} */
            kind: "earned" | "override" | "reversal" | "clawback" | "rebate" | "adjustment";
            partnerId: string;
            /**
             * @description The month, quarter or year of a rebate or cap.
             * @example 2026-Q4
             */
            period: string | null;
            /** @description Null for rebates and caps of a period and for adjustments by hand. */
            saleExternalId: string | null;
            /** Format: date-time */
            saleOccurredAt: string | null;
            /** @enum {string} */
            status: "held" | "payable" | "in_payout" | "paid" | "void";
        };
        CommissionCreatedEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                id: string;
                /** @enum {string} */
                kind: "earned" | "override" | "reversal" | "clawback" | "rebate" | "adjustment";
                partnerId: string;
                saleId: string | null;
                /** @enum {string} */
                status: "held" | "payable";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "commission.created";
        };
        CommissionHeldEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                id: string;
                /** @enum {string} */
                kind: "earned" | "override" | "reversal" | "clawback" | "rebate" | "adjustment";
                partnerId: string;
                saleId: string | null;
                /** @enum {string} */
                status: "held" | "payable";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "commission.held";
        };
        CommissionList: {
            data: components["schemas"]["Commission"][];
            nextCursor: string | null;
        };
        CommissionPayableEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                id: string;
                /** @enum {string} */
                kind: "earned" | "override" | "reversal" | "clawback" | "rebate" | "adjustment";
                partnerId: string;
                saleId: string | null;
                /** @enum {string} */
                status: "held" | "payable";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "commission.payable";
        };
        CommissionReversedEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                id: string;
                /** @enum {string} */
                kind: "earned" | "override" | "reversal" | "clawback" | "rebate" | "adjustment";
                partnerId: string;
                saleId: string | null;
                /** @enum {string} */
                status: "held" | "payable";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "commission.reversed";
        };
        Confirmation: {
            /** Format: date-time */
            confirmedUntil: string;
        };
        Coupon: {
            code: string;
            /** Format: date-time */
            createdAt: string;
            id: string;
            partnerId: string;
        };
        CouponList: {
            data: components["schemas"]["Coupon"][];
            nextCursor: string | null;
        };
        Course: {
            id: string;
            name: string;
            url: string;
        };
        CourseCompletion: {
            /** Format: date-time */
            completedAt: string;
            courseId: string;
            id: string;
        };
        CreatedPostback: components["schemas"]["Postback"] & {
            /**
             * @description Verifies what comes from us. Shown only in this answer.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        CreatedWebhookEndpoint: components["schemas"]["WebhookEndpoint"] & {
            /**
             * @description Verifies what comes from us. Shown only in this answer.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        Customer: {
            attribution: components["schemas"]["Attribution"] | null;
            /** @description Present when nobody was credited: why not. */
            attributionReason?: string;
            /** @description Present when nobody was credited although there were touches. */
            candidates?: components["schemas"]["Candidate"][];
            /** Format: date-time */
            createdAt: string;
            email: string | null;
            externalId: string;
            id: string;
            name: string | null;
            /** Format: date-time */
            occurredAt: string | null;
        };
        CustomerBoundEvent: {
            data: {
                externalId: string;
                id: string;
                partnerId: string | null;
                planId: string | null;
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "customer.bound";
        };
        Dispute: components["schemas"]["Refund"] & {
            /** @enum {string} */
            status: "opened" | "won" | "lost";
        };
        DisputeReply: {
            commissions: components["schemas"]["Commission"][];
            dispute: components["schemas"]["Dispute"];
            sale: components["schemas"]["Sale"] | null;
        };
        Flag: {
            /** @enum {string} */
            code: "self_referral" | "same_domain" | "disposable_mail" | "velocity";
            reason: string;
        };
        Framing: {
            missing: {
                field: string;
                gain: number;
                why: string;
            }[];
            score: number;
        };
        Hold: {
            amounts: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
            }[];
            attributionId: string;
            /** @description Why this partner is credited. */
            explanation: string;
            externalId: string;
            flags: components["schemas"]["Flag"][];
            partnerId: string;
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            subject: "customer" | "sale";
        };
        HoldDecision: {
            attributionId: string;
            /** Format: date-time */
            decidedAt: string;
            /** @enum {string} */
            decision: "release" | "reject";
            id: string;
            partnerId: string;
            reason: string;
        };
        HoldList: {
            data: components["schemas"]["Hold"][];
            nextCursor: string | null;
        };
        HoldReason: {
            reason: string;
        };
        Invitation: {
            /** @description Shown once; it is kept as a hash. */
            code: string;
            distributorId: string | null;
            /** Format: date-time */
            expiresAt: string;
            id: string;
            url: string;
            uses: number | null;
        };
        InvitationShown: {
            /** @description The name of the partner that recruits by it; null for the vendor’s own. */
            invitedBy: string | null;
        };
        Item: {
            amount: number;
            productId: string;
            quantity?: number;
        };
        Key: {
            id: string;
            key: string;
            /** @enum {string} */
            kind: "publishable" | "secret";
            /** @enum {string} */
            mode: "live" | "test";
        };
        KeyInUse: {
            /** Format: date-time */
            createdAt: string;
            /** @description A publishable key as a whole; of a secret one the last four characters. */
            hint: string;
            id: string;
            /** @enum {string} */
            kind: "publishable" | "secret";
        };
        KeyList: {
            data: components["schemas"]["KeyInUse"][];
        };
        Lead: components["schemas"]["MyLead"] & {
            contact: {
                email: string;
                name: string;
                role?: string;
            };
            domain: string | null;
            need: string;
            partnerId: string;
            /** Format: date-time */
            protectedUntil: string | null;
        };
        LeadAcceptedEvent: {
            data: {
                id: string;
                partnerId: string;
                /** @enum {string} */
                status: "submitted" | "in_review" | "info_requested" | "accepted" | "declined" | "withdrawn" | "expired";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "lead.accepted";
        };
        LeadDecision: {
            reason?: string;
            /** @enum {string} */
            status: "accepted" | "declined";
        };
        LeadDeclinedEvent: {
            data: {
                id: string;
                partnerId: string;
                /** @enum {string} */
                status: "submitted" | "in_review" | "info_requested" | "accepted" | "declined" | "withdrawn" | "expired";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "lead.declined";
        };
        LeadList: {
            data: components["schemas"]["Lead"][];
            nextCursor: string | null;
        };
        LeadReceipt: {
            framing: components["schemas"]["Framing"];
            id: string;
            /** @enum {string} */
            status: "submitted" | "in_review" | "info_requested" | "accepted" | "declined" | "withdrawn" | "expired";
        };
        LeadSubmittedEvent: {
            data: {
                id: string;
                partnerId: string;
                /** @enum {string} */
                status: "submitted" | "in_review" | "info_requested" | "accepted" | "declined" | "withdrawn" | "expired";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "lead.submitted";
        };
        Link: {
            code: string;
            /** Format: date-time */
            createdAt: string;
            destination: string;
            id: string;
            partnerId: string;
            url: string;
        };
        LinkCreatedEvent: {
            data: {
                code: string;
                id: string;
                partnerId: string;
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "link.created";
        };
        LinkList: {
            data: components["schemas"]["Link"][];
            nextCursor: string | null;
        };
        LintFinding: {
            advice: string;
            /** @enum {string} */
            kind: "error" | "hint";
            path: string;
            what: string;
            /** @description Why a partner trips over it. */
            why: string;
        };
        MaybePayer: components["schemas"]["Payer"] | null;
        Me: {
            /** Format: date-time */
            now: string;
            partner: {
                /** Format: date-time */
                createdAt: string;
                email: string;
                id: string;
                name: string;
                planId: string;
                /** @enum {string} */
                status: "active" | "paused" | "unconfirmed" | "merged";
            };
            plan: {
                holdDays: number;
                id: string;
                /** @enum {string} */
                kind: "one_time" | "residual" | "creator" | "resale" | "managed" | "volume";
                name: string;
                prices?: components["schemas"]["PriceSheet"];
                rules: components["schemas"]["Rule"][];
                terms: string[];
                version: number;
            };
            program: {
                agreement?: {
                    text: string;
                    version: string;
                };
                attribution: {
                    /** @enum {string} */
                    model: "last_click" | "first_click";
                    windowDays: number;
                };
                certifications?: components["schemas"]["Certification"][];
                courses?: components["schemas"]["Course"][];
                currencies: string[];
                holdDays: number;
                id: string;
                minimumPayout: {
                    [key: string]: number;
                };
                /** @enum {string} */
                mode: "live" | "test";
                name: string;
                noticeDays: number;
                /** @description What a distributor earns on the partners it recruited. */
                override?: components["schemas"]["OverrideTerms"] & {
                    terms: string;
                };
                payoutDay: number;
                /** @description What was published for a later date. */
                upcoming: {
                    changes: string[];
                    /** Format: date-time */
                    effectiveAt: string;
                } | null;
                website: string;
            };
        };
        MyCommissionList: {
            data: components["schemas"]["Commission"][];
            nextCursor: string | null;
        };
        MyLead: components["schemas"]["LeadReceipt"] & {
            company: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            decideBy: string;
            /** @enum {string} */
            submittedBy: "partner" | "prospect";
            timeline: components["schemas"]["TimelineEntry"][];
        };
        MyLeadList: {
            data: components["schemas"]["MyLead"][];
            nextCursor: string | null;
        };
        MyLink: {
            clicks: number;
            code: string;
            /** Format: date-time */
            createdAt: string;
            destination: string;
            id: string;
            url: string;
        };
        MyLinkList: {
            data: components["schemas"]["MyLink"][];
            nextCursor: string | null;
        };
        MyPayoutDetails: components["schemas"]["PayoutDetails"] | null;
        MyPayoutList: {
            data: components["schemas"]["Payout"][];
            nextCursor: string | null;
        };
        MyPriceStatementList: {
            data: components["schemas"]["PriceStatement"][];
            nextCursor: string | null;
        };
        MyTaxProfile: components["schemas"]["TaxProfile"] | null;
        NewAdjustment: {
            /** @description Minor units; negative takes away. */
            amount: number;
            /** @example USD */
            currency: string;
            partnerId: string;
            /** @description For the partner to read. */
            reason: string;
        };
        NewAward: {
            certificationId: string;
            reason?: string;
            /** Format: date-time */
            validFrom?: string;
            /** Format: date-time */
            validUntil?: string;
        };
        NewClick: {
            code: string;
            referrer?: string;
            /** Format: uri */
            url: string;
        };
        NewClosing: {
            /**
             * @description Up to this month. Default: the last one that is over.
             * @example 2026-11
             */
            month?: string;
        };
        NewCompletion: {
            /** Format: date-time */
            completedAt?: string;
            courseId: string;
        };
        NewConfirmation: {
            token: string;
        };
        NewCoupon: {
            code: string;
            partnerId: string;
        };
        NewCustomer: {
            clickId?: string;
            clickIds?: string[];
            code?: string;
            coupon?: string;
            /** Format: email */
            email?: string;
            externalId: string;
            leadId?: string;
            name?: string;
            /** Format: date-time */
            occurredAt?: string;
        };
        NewDispute: {
            amount: number;
            externalId: string;
            /** Format: date-time */
            occurredAt?: string;
            saleExternalId: string;
            /**
             * @default opened
             * @enum {string}
             */
            status?: "opened" | "won" | "lost";
        };
        NewInvitation: {
            /**
             * @description How long it can be used.
             * @default 90
             */
            days?: number;
            /** @description Whose recruits it makes; implied by a partner token. Without it the invitation is the vendor’s own. */
            distributorId?: string;
            /** @description How many may join by it; any number when left out. */
            uses?: number;
        };
        NewKey: {
            /** @enum {string} */
            kind: "publishable" | "secret";
        };
        NewLead: {
            /** @enum {string} */
            budget?: "under_10k" | "10k_50k" | "50k_250k" | "over_250k" | "unknown";
            /** @description With a publishable key: the partner's code. */
            code?: string;
            company: string;
            companySize?: number;
            consent?: boolean;
            contact: {
                /** Format: email */
                email: string;
                name: string;
                role?: string;
            };
            /** @enum {string} */
            decides?: "yes" | "shares" | "no" | "unknown";
            domain?: string;
            growthPercent?: number;
            /** @enum {string} */
            introduction?: "expects_your_call" | "knows_we_may_call" | "not_yet_told";
            need: string;
            nextStep?: string;
            /** @description With a secret key: the partner. */
            partnerId?: string;
            product?: string;
            /**
             * @default partner
             * @enum {string}
             */
            submittedBy?: "partner" | "prospect";
            successMeasure?: string;
            /** @enum {string} */
            timing?: "now" | "this_quarter" | "this_year" | "later" | "unknown";
        };
        NewLink: {
            code?: string;
            destination?: string;
            /** @description Whose link; implied by a partner token. */
            partnerId?: string;
        };
        NewOrder: {
            /** @example USD */
            currency: string;
            externalId: string;
            items: {
                productId: string;
                quantity: number;
            }[];
            /** @description An accepted lead of the partner may add points. */
            leadId?: string;
            /** Format: date-time */
            occurredAt?: string;
            /** @description Whose; implied by a partner token. */
            partnerId?: string;
        };
        NewOrderCorrection: {
            externalId: string;
            /** @description With `return`: what came back. */
            items?: {
                productId: string;
                quantity: number;
            }[];
            /** @enum {string} */
            kind: "cancel" | "return";
            /** Format: date-time */
            occurredAt?: string;
            orderExternalId: string;
            partnerId: string;
            reason: string;
        };
        NewPartner: {
            /** @description The partner that recruited it and earns an override. */
            distributorId?: string;
            /** Format: email */
            email: string;
            externalId?: string;
            name?: string;
            planId?: string;
        };
        NewPayer: {
            /** @description As on a letter, with line breaks. */
            address: string;
            bic?: string;
            /** @example DE */
            country: string;
            iban?: string;
            legalName: string;
            taxId?: string;
        };
        NewPayoutDetails: {
            /** Format: email */
            email: string;
            /** @enum {string} */
            method: "paypal";
        } | {
            /** Format: email */
            email: string;
            /** @enum {string} */
            method: "wise";
        } | {
            bic?: string;
            iban: string;
            /** @enum {string} */
            method: "bank";
            /** @description The holder of the account, as the bank knows it. */
            name: string;
        } | {
            instructions: string;
            /** @enum {string} */
            method: "other";
        };
        NewPayoutRun: {
            /**
             * @description The program's first one when absent.
             * @example USD
             */
            currency?: string;
            cursor?: string;
            /**
             * Format: date
             * @description Today when absent.
             */
            cutoff?: string;
            dryRun?: boolean;
            /** @description Of a dry run: lines a page. */
            limit?: number;
            /**
             * Format: date
             * @description For bank files; tomorrow when absent.
             */
            payOn?: string;
        };
        NewPostback: {
            /** @description Left out: commission.created, commission.reversed, payout.paid. */
            events?: ("lead.submitted" | "lead.accepted" | "lead.declined" | "customer.bound" | "sale.recorded" | "commission.created" | "commission.reversed" | "commission.payable" | "commission.held" | "payout.created" | "payout.paid" | "payout.failed")[];
            /**
             * @description With macros in its path or query: {event_id} {event} {status} {amount} {amount_minor} {currency} {commission_id} {sale_id} {customer_id} {lead_id} {payout_id} {timestamp}. What an event does not have is empty.
             * @example https://track.partner.example/in?id={event_id}&status={status}&amount={amount}&cur={currency}
             */
            url: string;
        };
        NewQuote: {
            /** @example USD */
            currency: string;
            /** @description Products to resell, paid once. */
            items?: {
                productId: string;
                quantity: number;
            }[];
            /** @default 1 */
            months?: number;
            /** @description Made for this partner: only it and the vendor see it. */
            partnerId?: string;
            planId: string;
            /** @description Units of a managed plan, paid each month. */
            units?: {
                quantity: number;
                unitId: string;
            }[];
        };
        NewRefund: {
            amount: number;
            externalId: string;
            /** Format: date-time */
            occurredAt?: string;
            saleExternalId: string;
        };
        NewSale: {
            /** @description Cash in minor units, including tax and shipping. */
            amount: number;
            clickId?: string;
            clickIds?: string[];
            coupon?: string;
            /** @example USD */
            currency: string;
            customerExternalId?: string;
            externalId: string;
            /** @default [] */
            items?: components["schemas"]["Item"][];
            /** Format: date-time */
            occurredAt?: string;
            /** @default 0 */
            shippingAmount?: number;
            /** @default 0 */
            taxAmount?: number;
        };
        NewSession: {
            token: string;
        };
        NewSimulation: {
            /** @description Whose; implied by a partner token. */
            partnerId?: string;
        };
        NewStaff: {
            /** Format: email */
            email: string;
            /** @enum {string} */
            role: "owner" | "manager" | "finance";
        };
        NewStaffSession: {
            token: string;
        };
        NewTaxProfile: {
            /** @description As on a letter, with line breaks. */
            address: string;
            /** @example DE */
            country: string;
            legalName: string;
            taxId?: string;
        };
        NewToken: {
            partnerId: string;
        } | {
            partner: {
                /** Format: email */
                email: string;
                externalId?: string;
                name?: string;
            };
        };
        NewUsage: {
            /**
             * @description Default: the first of the program's in which the unit has a price.
             * @example USD
             */
            currency?: string;
            externalId: string;
            /** @example 2026-11 */
            month: string;
            /**
             * Format: date-time
             * @description When it was counted: of several reports the latest counts.
             */
            occurredAt?: string;
            /** @description Whose; implied by a partner token. */
            partnerId?: string;
            quantity: number;
            unitId: string;
        };
        NewWebhookEndpoint: {
            description?: string | null;
            /** @description Null: all of them, also those that a later version adds. */
            events?: ("partner.applied" | "partner.created" | "partner.updated" | "link.created" | "lead.submitted" | "lead.accepted" | "lead.declined" | "customer.bound" | "sale.recorded" | "sale.refunded" | "sale.disputed" | "commission.created" | "commission.reversed" | "commission.payable" | "commission.held" | "payout.created" | "payout.paid" | "payout.failed")[] | null;
            url: string;
        };
        Order: {
            corrections: components["schemas"]["OrderCorrection"][];
            /** Format: date-time */
            createdAt: string;
            currency: string;
            externalId: string;
            id: string;
            /** @description As they now are: `quantity` is what was `ordered` less what came back. */
            items: {
                discountBps: number;
                explanation: string;
                /** @description Minor units of the currency; may be negative. */
                list: number;
                /** @description What it keeps when it sells at list. Minor units. */
                margin: number;
                name: string;
                ordered: number;
                productId: string;
                quantity: number;
                /** @description What the partner pays. Minor units. */
                wholesale: number;
            }[];
            leadId: string | null;
            /** @description Why the lead adds points, or why not. */
            leadReason: string | null;
            /** @description Minor units of the currency; may be negative. */
            list: number;
            /** @description Minor units of the currency; may be negative. */
            margin: number;
            /** Format: date-time */
            occurredAt: string;
            partnerId: string;
            planId: string;
            statementMonth: string;
            /** @enum {string} */
            status: "registered" | "partly_returned" | "returned" | "cancelled";
            termsVersion: number;
            /** @description Minor units of the currency; may be negative. */
            wholesale: number;
        };
        OrderCorrection: {
            /** Format: date-time */
            createdAt: string;
            externalId: string;
            id: string;
            items: {
                productId: string;
                quantity: number;
            }[];
            /** @enum {string} */
            kind: "cancel" | "return";
            /** Format: date-time */
            occurredAt: string;
            orderExternalId: string;
            partnerId: string;
            reason: string;
            /** @description The statement it is in. */
            statementMonth: string;
        };
        OrderCorrectionReply: {
            correction: components["schemas"]["OrderCorrection"];
            order: components["schemas"]["Order"] | null;
        };
        OrderList: {
            data: components["schemas"]["Order"][];
            nextCursor: string | null;
        };
        OverrideTerms: {
            /** @enum {string} */
            of: "commission" | "sale";
            /** @description Basis points: 2000 is 20 %. */
            rateBps: number;
        };
        Partner: {
            /** Format: date-time */
            createdAt: string;
            /** @description The partner that recruited it. */
            distributorId: string | null;
            email: string;
            externalId: string | null;
            id: string;
            links: components["schemas"]["Link"][];
            name: string;
            planId: string;
            /** @enum {string} */
            status: "active" | "paused" | "unconfirmed" | "merged";
        };
        PartnerAppliedEvent: {
            data: {
                externalId: string | null;
                id: string;
                planId: string;
                /** @enum {string} */
                status: "active" | "paused" | "unconfirmed" | "merged";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "partner.applied";
        };
        PartnerChange: {
            externalId?: string;
            name?: string;
            /** @description Counts for new customers only. */
            planId?: string;
            /** @enum {string} */
            status?: "active" | "paused";
        };
        PartnerCreatedEvent: {
            data: {
                externalId: string | null;
                id: string;
                planId: string;
                /** @enum {string} */
                status: "active" | "paused" | "unconfirmed" | "merged";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "partner.created";
        };
        PartnerList: {
            data: components["schemas"]["Partner"][];
            nextCursor: string | null;
        };
        PartnerUpdatedEvent: {
            data: {
                externalId: string | null;
                id: string;
                planId: string;
                /** @enum {string} */
                status: "active" | "paused" | "unconfirmed" | "merged";
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "partner.updated";
        };
        PartnerWithAgreement: components["schemas"]["Partner"] & {
            /** @description What was accepted last, and by whom. */
            agreement: {
                /** Format: date-time */
                acceptedAt: string;
                /** @description Whether it is the agreement in force. */
                current: boolean;
                email: string;
                name: string;
                text: string;
                version: string;
            } | null;
        };
        Payer: {
            address: string;
            bic: string | null;
            country: string;
            iban: string | null;
            legalName: string;
            taxId: string | null;
        };
        Payout: {
            /** @description Minor units of the currency; may be negative. */
            amount: number;
            /** Format: date-time */
            createdAt: string;
            currency: string;
            id: string;
            /** Format: date-time */
            paidAt: string | null;
            /** @enum {string} */
            status: "locked" | "paid" | "failed";
        };
        PayoutCreatedEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                id: string;
                partnerId: string;
                reference: string | null;
                runId: string | null;
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "payout.created";
        };
        PayoutDetails: {
            /** Format: date-time */
            changedAt: string;
            /** @description Enough to know the account. The whole of it is never answered. */
            hint: string;
            /** @enum {string} */
            method: "paypal" | "wise" | "bank" | "other";
            /**
             * Format: date-time
             * @description A change waits 72 hours; nothing is paid meanwhile.
             */
            usableFrom: string;
        };
        PayoutFailedEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                id: string;
                partnerId: string;
                reference: string | null;
                runId: string | null;
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "payout.failed";
        };
        PayoutLine: {
            /** @description Minor units of the currency; may be negative. */
            amount: number;
            bankReference: string | null;
            currency: string;
            /** @description Enough to know the account, never all of it. */
            details: string | null;
            /** Format: date-time */
            failedAt: string | null;
            failure: string | null;
            id: string;
            /** @enum {string|null} */
            method: "paypal" | "wise" | "bank" | "other" | null;
            /** Format: date-time */
            paidAt: string | null;
            partnerId: string;
            /** @description Stands in the file and comes back with results. */
            reference: string | null;
            /** @enum {string} */
            status: "locked" | "paid" | "failed";
        };
        PayoutMark: {
            /** @description Of a failure; the partner reads it. */
            reason?: string;
            /** @description What the bank calls the payment. */
            reference?: string;
            /** @enum {string} */
            status: "paid" | "failed";
        };
        PayoutPaidEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                id: string;
                partnerId: string;
                reference: string | null;
                runId: string | null;
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "payout.paid";
        };
        PayoutPreview: {
            /** @description Minor units of the currency; may be negative. */
            amount: number;
            currency: string;
            /** Format: date */
            cutoff: string;
            /** @enum {boolean} */
            dryRun: true;
            /** @description Open, but not due yet or kept back. */
            held: number;
            /** @description Of those who get nothing: by the first thing in the way. */
            inTheWay: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                /** @enum {string} */
                code: "nothing_due" | "negative" | "below_minimum" | "no_tax_profile" | "no_details" | "details_waiting" | "currency_not_carried";
                partners: number;
            }[];
            /** @description The last run in this currency, to compare with. */
            lastRun: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                id: string;
                /** Format: date-time */
                lockedAt: string;
                payouts: number;
            } | null;
            lines: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                /** @description Against the last run. */
                change: number;
                commissions: number;
                details: string | null;
                /** @description Minor units of the currency; may be negative. */
                held: number;
                inTheWay: {
                    /** @enum {string} */
                    code: "nothing_due" | "negative" | "below_minimum" | "no_tax_profile" | "no_details" | "details_waiting" | "currency_not_carried";
                    message: string;
                }[];
                /** @description Minor units of the currency; may be negative. */
                lastAmount: number | null;
                /** @enum {string|null} */
                method: "paypal" | "wise" | "bank" | "other" | null;
                name: string;
                partnerId: string;
                pays: boolean;
            }[];
            /** @description Minor units of the currency; may be negative. */
            minimum: number;
            nextCursor: string | null;
            /** Format: date */
            payOn: string;
            payouts: number;
        };
        PayoutResults: {
            content: string;
            /** @enum {string} */
            format: "paypal" | "wise" | "csv" | "pain002";
        };
        PayoutRun: {
            /** @description Minor units of the currency; may be negative. */
            amount: number;
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            currency: string;
            /**
             * Format: date
             * @description Takes what may be paid on this day.
             */
            cutoff: string;
            id: string;
            /** Format: date-time */
            lockedAt: string | null;
            /** Format: date */
            payOn: string;
            payouts: number;
            /**
             * @description `settled`: every payout is paid or failed.
             * @enum {string}
             */
            status: "preparing" | "locked" | "settled";
        };
        PayoutRunDetails: components["schemas"]["PayoutRun"] & {
            lines: components["schemas"]["PayoutLine"][];
            nextCursor: string | null;
        };
        PayoutRunList: {
            data: components["schemas"]["PayoutRun"][];
            nextCursor: string | null;
        };
        PlanChoice: {
            planId: string;
        };
        Postback: {
            /** Format: date-time */
            createdAt: string;
            events: string[];
            /**
             * Format: date-time
             * @description The first failure since the last success.
             */
            failingSince: string | null;
            id: string;
            /**
             * @description Paused by hand or after five days of failures; disabled by an answer of 410.
             * @enum {string}
             */
            status: "active" | "paused" | "disabled";
            url: string;
        };
        PostbackChange: {
            events?: ("lead.submitted" | "lead.accepted" | "lead.declined" | "customer.bound" | "sale.recorded" | "commission.created" | "commission.reversed" | "commission.payable" | "commission.held" | "payout.created" | "payout.paid" | "payout.failed")[];
            /** @enum {string} */
            status?: "active" | "paused";
            /**
             * @description With macros in its path or query: {event_id} {event} {status} {amount} {amount_minor} {currency} {commission_id} {sale_id} {customer_id} {lead_id} {payout_id} {timestamp}. What an event does not have is empty.
             * @example https://track.partner.example/in?id={event_id}&status={status}&amount={amount}&cur={currency}
             */
            url?: string;
        };
        PostbackDelivery: {
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            /** @description What {event_id} stands for, the same over all attempts. */
            eventId: string;
            eventType: string;
            id: string;
            /**
             * @description Why no answer came.
             * @example ECONNREFUSED
             */
            lastError: string | null;
            lastStatusCode: number | null;
            /** Format: date-time */
            nextAttemptAt: string | null;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
        };
        PostbackDeliveryList: {
            data: components["schemas"]["PostbackDelivery"][];
            nextCursor: string | null;
        };
        PostbackList: {
            data: components["schemas"]["Postback"][];
        };
        PriceSheet: {
            /** @description Added to the discount when the order came from an accepted lead. */
            leadDiscountBps?: number;
            /** @description Charged each month at least; Minor units by currency. */
            minimumMonthly?: {
                [key: string]: number;
            };
            resale?: {
                /** @description Basis points: 2000 is 20 %. */
                discountBps: number;
                /** @description List price of one; Minor units by currency. */
                list: {
                    [key: string]: number;
                };
                name: string;
                productId: string;
            }[];
            units?: {
                /** @description Rising, the first one from 1 unit; the band reached prices every unit. */
                bands: {
                    from: number;
                    price: {
                        [key: string]: number;
                    };
                }[];
                minimumUnits?: number;
                name: string;
                unitId: string;
            }[];
        };
        PriceStatement: {
            /** Format: date-time */
            closedAt: string | null;
            lines: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                /** @description Known too late for the statement of its month. */
                correction: boolean;
                currency: string;
                explanation: string;
                /** @enum {string} */
                kind: "order" | "unit" | "minimum";
                /** @description Minor units of the currency; may be negative. */
                list: number | null;
                /** @description What it is about. */
                month: string;
                name: string;
                quantity: number;
                /** @description External id of the order, or the unit. */
                subject: string | null;
            }[];
            month: string;
            partnerId: string;
            /**
             * @description A draft changes with what is reported; a closed one never does.
             * @enum {string}
             */
            status: "draft" | "closed";
            totals: {
                /** @description What the partner pays: orders and units. Minor units. */
                amount: number;
                currency: string;
                /** @description List price of the orders. Minor units. */
                list: number;
                /** @description What the orders cost less than that. Minor units. */
                margin: number;
            }[];
        };
        PriceStatementList: {
            data: components["schemas"]["PriceStatement"][];
            nextCursor: string | null;
        };
        Problem: {
            code: string;
            detail: string;
            errors?: {
                message: string;
                path: string;
            }[];
            requestId: string;
            status: number;
            /** @description With `code_taken`: free codes. */
            suggestions?: string[];
            title: string;
            type: string;
        };
        Program: {
            agreement?: {
                text: string;
                version: string;
            };
            allowedOrigins: string[];
            attribution: {
                /** @enum {string} */
                model: "last_click" | "first_click";
                windowDays: number;
            };
            certifications?: components["schemas"]["Certification"][];
            courses?: components["schemas"]["Course"][];
            currencies: string[];
            holdDays: number;
            id: string;
            minimumPayout: {
                [key: string]: number;
            };
            /** @enum {string} */
            mode: "live" | "test";
            name: string;
            noticeDays: number;
            /** @description What a distributor earns on the partners it recruited. */
            override?: components["schemas"]["OverrideTerms"] & {
                terms: string;
            };
            payoutDay: number;
            plans: {
                holdDays: number;
                id: string;
                /** @enum {string} */
                kind: "one_time" | "residual" | "creator" | "resale" | "managed" | "volume";
                name: string;
                prices?: components["schemas"]["PriceSheet"];
                rules: components["schemas"]["Rule"][];
                terms: string[];
                version: number;
            }[];
            /** @description What was published for a later date. */
            upcoming: {
                changes: string[];
                /** Format: date-time */
                effectiveAt: string;
            } | null;
            website: string;
        };
        ProgramChange: {
            /** Format: date-time */
            effectiveAt: string;
            /** @description Changes what partners are promised. */
            terms: boolean;
            text: string;
        };
        ProgramDefinition: {
            /** @description For editors; not kept. */
            $schema?: string;
            /** @description What partners agree to; a changed text is a new version. */
            agreement?: {
                text: string;
                version: string;
            };
            allowedOrigins: string[];
            attribution: {
                /** @enum {string} */
                model: "last_click" | "first_click";
                windowDays: number;
            };
            certifications?: components["schemas"]["Certification"][];
            courses?: components["schemas"]["Course"][];
            currencies: string[];
            holdDays: number;
            minimumPayout: {
                [key: string]: number;
            };
            name: string;
            /** @description Days between publishing new terms and their taking effect; 0 by default. */
            noticeDays?: number;
            override?: components["schemas"]["OverrideTerms"];
            payoutDay: number;
            plans: {
                id: string;
                /**
                 * @description A label for people; what counts is the list of rules.
                 * @enum {string}
                 */
                kind: "one_time" | "residual" | "creator" | "resale" | "managed" | "volume";
                name: string;
                prices?: components["schemas"]["PriceSheet"];
                rules: components["schemas"]["Rule"][];
            }[];
            /** @description More of one partner than this waits until a person has looked. */
            velocity?: {
                salesPerDay?: number;
                signUpsPerDay?: number;
                signUpsPerHour?: number;
            };
            website: string;
        };
        ProgramDiff: {
            changes: components["schemas"]["ProgramChange"][];
            /**
             * Format: date-time
             * @description When all of it counts; null when nothing changes.
             */
            effectiveAt: string | null;
            /** @description How many partners get a mail about it. */
            told: number;
        };
        ProgramVersion: {
            /** @description Against the version before it. */
            changes: string[];
            definition: components["schemas"]["ProgramDefinition"];
            /** Format: date-time */
            effectiveAt: string;
            /** Format: date-time */
            publishedAt: string;
            version: number;
        };
        ProviderEvent: {
            attempts: number;
            id: string;
            /**
             * Format: date-time
             * @description When it is looked at again by itself.
             */
            nextAt: string | null;
            /** @description What it is about, such as `in_…`. */
            objectId: string;
            /** Format: date-time */
            occurredAt: string;
            /** @description What it did and why, or what it waits for. */
            outcome: string;
            /** Format: date-time */
            processedAt: string | null;
            /** Format: date-time */
            receivedAt: string;
            /**
             * @description `parked` waits for something else to arrive.
             * @enum {string}
             */
            status: "waiting" | "done" | "parked" | "failed" | "ignored";
            type: string;
        };
        ProviderEventList: {
            data: components["schemas"]["ProviderEvent"][];
            nextCursor: string | null;
        };
        Quote: {
            /** Format: date-time */
            createdAt: string;
            currency: string;
            explanation: string;
            id: string;
            /** @description Paid once. */
            items: {
                discountBps: number;
                explanation: string;
                /** @description Minor units of the currency; may be negative. */
                list: number;
                /** @description What it keeps when it sells at list. Minor units. */
                margin: number;
                name: string;
                productId: string;
                quantity: number;
                /** @description What the partner pays. Minor units. */
                wholesale: number;
            }[];
            months: number;
            /** @description Minor units of the currency; may be negative. */
            once: number;
            partnerId: string | null;
            /** @description Minor units of the currency; may be negative. */
            perMonth: number;
            planId: string;
            planName: string;
            /** @description The version of the price sheet. */
            termsVersion: number;
            /** @description Minor units of the currency; may be negative. */
            total: number;
            /** @description Paid each month. */
            units: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                explanation: string;
                /** @enum {string} */
                kind: "unit" | "minimum";
                name: string;
                quantity: number;
                unitId: string | null;
            }[];
        };
        RebateBands: {
            /**
             * @description `marginal`: each part of the volume earns the rate of its band. `whole`: all of it earns the rate reached.
             * @enum {string}
             */
            mode: "marginal" | "whole";
            /** @enum {string} */
            per: "quarter" | "year";
            /** @description Rising, the first one from 0. */
            steps: {
                from: {
                    [key: string]: number;
                };
                /** @description Basis points: 2000 is 20 %. */
                rateBps: number;
            }[];
        };
        Recruit: {
            /** @description The overrides it brought you, by currency. */
            earned: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
            }[];
            name: string;
            /** Format: date-time */
            since: string;
        };
        RecruitList: {
            data: components["schemas"]["Recruit"][];
            nextCursor: string | null;
        };
        Refund: {
            /** @description Minor units of the currency; may be negative. */
            amount: number;
            /** Format: date-time */
            createdAt: string;
            externalId: string;
            id: string;
            /** Format: date-time */
            occurredAt: string;
            saleExternalId: string;
        };
        RefundReply: {
            commissions: components["schemas"]["Commission"][];
            refund: components["schemas"]["Refund"];
            sale: components["schemas"]["Sale"] | null;
        };
        ResultsReport: {
            failed: number;
            paid: number;
            refused: {
                reference: string;
                why: string;
            }[];
            /** @description The file says what was known. */
            unchanged: number;
            /** @description References that no payout of this run has. */
            unknown: string[];
            waiting: {
                reference: string;
                said: string;
            }[];
        };
        Revocation: {
            reason: string;
        };
        RotatedSecret: {
            /**
             * Format: date-time
             * @description Until when the old one signs as well.
             */
            previousUntil: string;
            /**
             * @description Verifies what comes from us. Shown only in this answer.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        /** @description One way money is earned: exactly one of rateBps, rateBpsByYear, flat and bands. */
        Rule: {
            bands?: components["schemas"]["RebateBands"];
            cap?: components["schemas"]["Cap"];
            /** @description Only for sales on a day on which the partner holds it. */
            certification?: string;
            /** @description Only what a payment is for other products than these. */
            exceptProducts?: string[];
            /** @description Minor units by currency, per payment. */
            flat?: {
                [key: string]: number;
            };
            /** @description Only n months from the first payment. */
            months?: number;
            /** @description Only the first n payments. */
            payments?: number;
            /** @description Only what a payment is for these products. */
            products?: string[];
            /** @description Basis points: 2000 is 20 %. */
            rateBps?: number;
            /** @description A rate for each year from the customer's first payment on; the last one stays. */
            rateBpsByYear?: number[];
        };
        Sale: {
            /** @description Minor units of the currency; may be negative. */
            amount: number;
            /** Format: date-time */
            createdAt: string;
            currency: string;
            customerExternalId: string | null;
            externalId: string;
            id: string;
            items: components["schemas"]["Item"][];
            /** @description What is left after refunds and lost disputes. */
            netAmount: number;
            /** Format: date-time */
            occurredAt: string;
            /** @description Minor units of the currency; may be negative. */
            shippingAmount: number;
            /** @description Minor units of the currency; may be negative. */
            taxAmount: number;
        };
        SaleDisputedEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                /** @description Minor units of the currency; may be negative. */
                disputeAmount: number;
                disputeExternalId: string;
                disputeId: string;
                /** @enum {string} */
                disputeStatus: "opened" | "won" | "lost";
                externalId: string;
                id: string;
                /** @description Minor units of the currency; may be negative. */
                netAmount: number;
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "sale.disputed";
        };
        SaleRecordedEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                customerExternalId: string | null;
                externalId: string;
                id: string;
                /** @description Minor units of the currency; may be negative. */
                netAmount: number;
                partnerId: string | null;
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "sale.recorded";
        };
        SaleRefundedEvent: {
            data: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                currency: string;
                externalId: string;
                id: string;
                /** @description Minor units of the currency; may be negative. */
                netAmount: number;
                /** @description Minor units of the currency; may be negative. */
                refundAmount: number;
                refundExternalId: string;
                refundId: string;
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "sale.refunded";
        };
        SaleReply: {
            attribution: components["schemas"]["Attribution"] | null;
            /** @description Present when nobody was credited: why not. */
            attributionReason?: string;
            /** @description Present when nobody was credited although there were touches. */
            candidates?: components["schemas"]["Candidate"][];
            commissions: components["schemas"]["Commission"][];
            sale: components["schemas"]["Sale"];
        };
        SignIn: {
            /** Format: email */
            email: string;
        };
        Simulation: {
            /** @description What was really earned, by currency and year. */
            earned: {
                currency: string;
                /** @description Minor units of the currency; may be negative. */
                earned: number;
                year: number;
            }[];
            /** @description Why this is not the whole history, or null. */
            limited: string | null;
            partnerId: string;
            /** @description The plan the partner is on. */
            planId: string;
            plans: {
                name: string;
                planId: string;
                results: {
                    currency: string;
                    /** @description Minor units of the currency; may be negative. */
                    earned: number;
                    explanation: string;
                    years: {
                        /** @description Minor units of the currency; may be negative. */
                        earned: number;
                        year: number;
                    }[];
                }[];
                version: number;
            }[];
            /** @description How many sales were looked at. */
            sales: number;
        };
        Staff: {
            /** Format: date-time */
            createdAt: string;
            email: string;
            /**
             * Format: date-time
             * @description From when this person may take payout files.
             */
            filesFrom: string;
            id: string;
            /** @enum {string} */
            role: "owner" | "manager" | "finance";
        };
        StaffList: {
            data: components["schemas"]["Staff"][];
        };
        StaffSession: components["schemas"]["Staff"] & {
            /** Format: date-time */
            confirmedUntil: string | null;
        };
        StaffSignIn: {
            /** Format: email */
            email: string;
        };
        Standing: {
            certifications: {
                awards: components["schemas"]["CertificationAward"][];
                courses: string[];
                id: string;
                name: string;
                unlocks: string[];
                valid: boolean;
            }[];
            courses: {
                /** Format: date-time */
                completedAt: string | null;
                id: string;
                name: string;
                unlocks: string[];
                url: string;
            }[];
            /** @description How long a lead that is accepted now is protected. */
            leadProtectionDays: number;
        };
        Statement: {
            balances: {
                /** @description Minor units of the currency; may be negative. */
                closing: number;
                currency: string;
                /** @description Minor units of the currency; may be negative. */
                earned: number;
                /** @description Minor units of the currency; may be negative. */
                opening: number;
                /** @description Negative when money went out. */
                payouts: number;
            }[];
            /** @description False while the month is running. */
            closed: boolean;
            /** @description The first 1 000, oldest first; as CSV all of them. */
            lines: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                /** Format: date-time */
                at: string;
                currency: string;
                explanation: string;
                id: string;
                /** @enum {string} */
                kind: "earned" | "override" | "reversal" | "clawback" | "rebate" | "adjustment" | "payout" | "payout_failed";
                subject: string;
            }[];
            moreLines: boolean;
            number: string;
            /** @description Null without a tax profile. */
            partner: {
                address: string;
                country: string;
                legalName: string;
                taxId: string | null;
            } | null;
            period: string;
            /** @description The words that make it a self-billed document; null while a party is. */
            selfBilling: string | null;
            vendor: {
                address: string;
                country: string;
                legalName: string;
                taxId: string | null;
            } | null;
        };
        StatementList: {
            data: {
                period: string;
            }[];
            /** @description The months that have a statement of prices, newest first. */
            prices: {
                month: string;
                /** @enum {string} */
                status: "draft" | "closed";
            }[];
        };
        Summary: {
            balances?: {
                currency: string;
                /** @description Minor units of the currency; may be negative. */
                earned: number;
                /** @description Minor units of the currency; may be negative. */
                held: number;
                nextPayout: {
                    /** @description Minor units of the currency; may be negative. */
                    amount: number;
                    /** @description Why it may not be paid, and what to do. */
                    inTheWay: string | null;
                    on: string;
                    /** @description The same as codes. */
                    reasons?: ("nothing_due" | "negative" | "below_minimum" | "no_tax_profile" | "no_details" | "details_waiting" | "currency_not_carried")[];
                };
                /** @description Minor units of the currency; may be negative. */
                paid: number;
                /** @description Minor units of the currency; may be negative. */
                payable: number;
            }[];
            clicks: number;
            currency: string;
            days: {
                clicks: number;
                day: string;
                /** @description Minor units of the currency; may be negative. */
                earned: number;
                leads: number;
                sales: number;
            }[];
            /** @description Minor units of the currency; may be negative. */
            earned: number;
            /** @description Minor units of the currency; may be negative. */
            held: number;
            leads: number;
            nextPayout: {
                /** @description Minor units of the currency; may be negative. */
                amount: number;
                /** @description Why it may not be paid, and what to do. */
                inTheWay: string | null;
                on: string;
                /** @description The same as codes. */
                reasons?: ("nothing_due" | "negative" | "below_minimum" | "no_tax_profile" | "no_details" | "details_waiting" | "currency_not_carried")[];
            };
            /** @description Minor units of the currency; may be negative. */
            paid: number;
            /** @description Minor units of the currency; may be negative. */
            payable: number;
            sales: number;
        };
        TaxProfile: {
            address: string;
            country: string;
            legalName: string;
            /** Format: date-time */
            since: string;
            taxId: string | null;
        };
        TimelineEntry: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            status: "submitted" | "in_review" | "info_requested" | "accepted" | "declined" | "withdrawn" | "expired";
            text: string;
        };
        Usage: {
            /** Format: date-time */
            createdAt: string;
            currency: string;
            externalId: string;
            id: string;
            month: string;
            /** Format: date-time */
            occurredAt: string;
            partnerId: string;
            quantity: number;
            /** @description The statement it is in: a later one when its month was closed already. */
            statementMonth: string;
            unitId: string;
        };
        WebhookDelivery: {
            attempts: number;
            /** Format: date-time */
            createdAt: string;
            endpointId: string;
            /** @description The webhook-id, the same over all attempts and replays. */
            eventId: string;
            eventType: string;
            id: string;
            /**
             * @description Why no answer came.
             * @example ECONNREFUSED
             */
            lastError: string | null;
            lastStatusCode: number | null;
            /** Format: date-time */
            nextAttemptAt: string | null;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
        };
        WebhookDeliveryDetails: components["schemas"]["WebhookDelivery"] & {
            /** @description As it is sent. Null once it is older than 30 days. */
            body: string | null;
            log: {
                /** Format: date-time */
                at: string;
                durationMs: number;
                error: string | null;
                /** @description The first 2 000 characters of the answer. */
                response: string | null;
                statusCode: number | null;
            }[];
        };
        WebhookDeliveryList: {
            data: components["schemas"]["WebhookDelivery"][];
            nextCursor: string | null;
        };
        WebhookEndpoint: {
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** @description Null: all of them, also those that a later version adds. */
            events: string[] | null;
            /**
             * Format: date-time
             * @description The first failure since the last success.
             */
            failingSince: string | null;
            id: string;
            /** @enum {string} */
            status: "active" | "paused" | "disabled";
            /** @description Why it is not active, if it was not you. */
            statusReason: string | null;
            url: string;
        };
        WebhookEndpointChange: {
            description?: string | null;
            /** @description Null: all of them, also those that a later version adds. */
            events?: ("partner.applied" | "partner.created" | "partner.updated" | "link.created" | "lead.submitted" | "lead.accepted" | "lead.declined" | "customer.bound" | "sale.recorded" | "sale.refunded" | "sale.disputed" | "commission.created" | "commission.reversed" | "commission.payable" | "commission.held" | "payout.created" | "payout.paid" | "payout.failed")[] | null;
            /** @enum {string} */
            status?: "active" | "paused";
            url?: string;
        };
        WebhookEndpointList: {
            data: components["schemas"]["WebhookEndpoint"][];
        };
        WebhookReplay: {
            /** Format: date-time */
            since: string;
            /**
             * Format: date-time
             * @description Now by default.
             */
            until?: string;
        };
        WebhookReplayReport: {
            deliveries: number;
            more: boolean;
            /** Format: date-time */
            until: string;
        };
        WebhookTestEvent: {
            data: {
                id: string;
            };
            /** @description Counts the events of `data.id` from 1: one that is lower than what you have seen is old. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            type: "webhook.test";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
