/** Generated from the document of the admin API: run "npm run admin-api-types". */
export interface paths {
    "/admin/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sites that the token may read, by name
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listSites"];
        put?: never;
        /**
         * Create a site
         * @description Roles: admin.
         */
        post: operations["createSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One site
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getSite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename a site
         * @description Roles: admin.
         */
        patch: operations["renameSite"];
        trace?: never;
    };
    "/admin/v1/sites/{site}/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for an administrator of a site, and which starts have ended
         * @description Counts are exact; the newest five are listed of conflicts and of what the guard holds.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["getInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many people, groups and holds a site has, by what they are
         * @description What there is none of is left out.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["getCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settings of a site
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getSiteSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the settings of a site
         * @description What is not named stays. Groups of directories whose name is added or taken away are looked at again; one that is linked stays so until somebody detaches it.
         *
         *     Roles: admin.
         */
        patch: operations["changeSiteSettings"];
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The directories of a site, by name
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listDirectories"];
        put?: never;
        /**
         * Create a directory
         * @description Roles: admin.
         */
        post: operations["createDirectory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One directory, with its counts
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getDirectory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change name, mode or settings of a directory
         * @description What is not named stays. Effective within a second. The audience is chosen once, at the creation.
         *
         *     Roles: admin.
         */
        patch: operations["changeDirectory"];
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The previews of a directory, newest first
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listPreviews"];
        put?: never;
        /**
         * Ask for a preview of what a start would do
         * @description A worker computes it. Who asks while one waits is given that one. The last three are kept.
         *
         *     Roles: operator, admin.
         */
        post: operations["createPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/previews/{preview}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One preview, with its counts and its age
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/previews/{preview}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a start would make of each user and group
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listPreviewRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/previews/{preview}/absent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts on verified domains that no directory has, with who may be the same person
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listAbsentAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/previews/{preview}/external-users.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * CSV of the users of a preview whose address is on no verified domain
         * @description Columns: e-mail address, unique identifier, active, group membership.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["exportPreviewExternals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The start of a directory: its progress, and its report
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getStart"];
        put?: never;
        /**
         * Start syncing now
         * @description Names the preview that was looked at. When a user or group would come out otherwise by now, or is new, it is refused with the difference, unless `takeToday` is true.
         *
         *     Roles: operator, admin.
         */
        post: operations["startDirectory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/trial-start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let some users and groups leave the review before the others
         * @description Roles: operator, admin.
         */
        post: operations["trialStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/start/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows of the last start that came out otherwise than its preview said, and why
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listStartDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/start/differences.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as CSV
         * @description Columns: record, type, name, preview, now, changed by operation, number, which changed.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["exportStartDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a directory
         * @description Effective at once, `refuse` within a second. What was accepted before is applied. Once more changes nothing; with the other mode the pause goes on in that.
         *
         *     Roles: operator, admin.
         */
        post: operations["pauseDirectory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the pause of a directory
         * @description What has waited reaches the site in steps, as it is then; how much is left is in the directory (`waiting`). Once more changes nothing.
         *
         *     Roles: operator, admin.
         */
        post: operations["resumeDirectory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/disconnection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What disconnecting the directory would concern
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["previewDisconnection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disconnect a directory for good
         * @description Its credentials are refused within a second, operations that are not applied end, a start stops. Accounts stay as they are; its groups become local and keep members and access. Its records are kept for 30 days and then removed. Whoever connects the identity provider again creates a new directory: people are found by `externalId` for 30 days, and by e-mail.
         *
         *     Roles: admin.
         */
        post: operations["disconnectDirectory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The keys of a directory, oldest first
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create a key; it is shown in this answer and never again
         * @description Roles: admin.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/keys/{key}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a key
         * @description Refused everywhere within a second. Once more changes nothing, but may still drop what was kept before.
         *
         *     Roles: operator, admin.
         */
        post: operations["revokeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The domains of a site, by name
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listDomains"];
        put?: never;
        /**
         * Claim a domain; the answer has the TXT record that proves it
         * @description Roles: admin.
         */
        post: operations["addDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/domains/{domain}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look for the TXT record of a domain
         * @description Where it is found the domain is verified: accounts with an address on it become managed. Where it is not, a domain that was verified stays so (`missingSince`).
         *
         *     Roles: admin.
         */
        post: operations["verifyDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/domains/{domain}/mark-verified": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Vouch for a domain without a record
         * @description Roles: admin.
         */
        post: operations["markDomainVerified"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/domains/{domain}/effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom verifying, assigning or removing a domain would concern
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["previewDomainChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/domains/{domain}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The accounts with an address on a domain, by address
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listDomainAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/domains/{domain}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say which directory the people of a domain belong to
         * @description Its directory then owns the accounts on the domain that another one owns today (`moving` in the effects). Null: no directory in particular.
         *
         *     Roles: admin.
         */
        post: operations["assignDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/domains/{domain}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a domain up
         * @description Accounts on a verified domain become external, and the policy of their directory for external users decides. Adding it back restores them.
         *
         *     Roles: admin.
         */
        post: operations["removeDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The users or groups of a directory, by name, each with its status and why
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/records/{record}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One user or group of a directory: status, link, holds, clashes and last operations
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/external-users.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * CSV of the users whose address is on no verified domain
         * @description Columns: e-mail address, unique identifier, active, group membership. Those that have not left the review are in its preview.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["exportExternalUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is held at a site: how many records by kind of hold
         * @description Kinds that hold nobody are left out.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["countHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/holds/{hold}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The users and groups with one kind of hold, in the order of their arrival
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listHeld"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/records/{record}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link a user to an account
         * @description Whatever the addresses say. The user owns the account from then on, and gives up the one that it had.
         *
         *     Roles: access, admin.
         */
        post: operations["linkUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/records/{record}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlink a user from its account
         * @description Neither is deleted, and the account stays as it is. The user stays unlinked until it is linked again.
         *
         *     Roles: access, admin.
         */
        post: operations["unlinkUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/records/{record}/member-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the groups of a user count for the account that another user owns
         * @description The answer to a hold `duplicate` when both are the same person.
         *
         *     Roles: access, admin.
         */
        post: operations["memberLinkUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/records/{record}/move-ownership": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a user the owner of the account with its address
         * @description Profile, class, and on or off follow it from then on. The former owner is held as `duplicate`.
         *
         *     Roles: access, admin.
         */
        post: operations["moveOwnership"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/records/{record}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss a hold of a user or group
         * @description It is known, and leaves the open ones. It still ends by itself as before.
         *
         *     Roles: access, admin.
         */
        post: operations["dismissHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/records/{record}/resync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resync a user or group: project it again by the rules of now
         * @description Roles: operator, admin.
         */
        post: operations["resyncRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/resync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resync a directory: project all of its users and groups again
         * @description Answers when they are marked; the lane works them off in steps, between what identity providers send.
         *
         *     Roles: operator, admin.
         */
        post: operations["resyncDirectory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/external-users/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve users whose address is on no verified domain
         * @description They are linked whatever the policy of their directory: these, or all of a directory that wait.
         *
         *     Roles: access, admin.
         */
        post: operations["approveUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/external-users/ignore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave users out whose address is on no verified domain
         * @description Until the policy of their directory changes: these, or all of a directory that wait.
         *
         *     Roles: access, admin.
         */
        post: operations["ignoreUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/conflicts/{conflict}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a conflict
         * @description As it was looked at: refused when its version is another one by now. In a review the decision is kept, shown in the preview, and carried out by the start. The same decision again changes nothing.
         *
         *     Roles: access, admin.
         */
        post: operations["decideConflict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/conflicts/decisions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a decision about some conflicts, or about all by a filter, would do
         * @description Taken together: whoever leaves one group and comes into another that gives the same loses nothing.
         *
         *     Roles: viewer, operator, access, admin.
         */
        post: operations["previewConflictDecisions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/conflicts/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide some conflicts, or all that are open by a filter
         * @description Each by itself: those that have changed since they were looked at, or do not allow the decision, are named and stay as they are. `rename` takes a name for each and no filter.
         *
         *     Roles: access, admin.
         */
        post: operations["decideConflicts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conflicts between groups of directories and groups of the site, newest first
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listConflicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/conflicts/{conflict}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One conflict: what can be decided, how many people it is about, and what its group gives access to
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getConflict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/conflicts/{conflict}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom a conflict is about, as of now
         * @description Those who would be added by `accept` or `merge`, removed by `accept`, or stay. While the directory is in review its users are found by their addresses.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["listConflictDifference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/conflicts/{conflict}/difference.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as CSV
         * @description Columns: change, e-mail address, display name, class, active, loses the only way into, account.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["exportConflictDifference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/conflicts/{conflict}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a decision can be taken back, and what that would do
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["previewConflictUndo"];
        put?: never;
        /**
         * Take a decision back
         * @description Its own changes, on the site as it is now: what it removed comes back, what the link brought leaves, and the group of the directory stays `detached`. What others have done since stays.
         *
         *     Roles: access, admin.
         */
        post: operations["undoConflictDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/deleted-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Groups and organizations that were deleted in the last 30 days and can be restored, newest first
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listDeletedGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/deleted-groups/{deletedGroup}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a deleted group
         * @description As a local one, under its id, with everybody who was in it and is still there, and what it gave access to. When its name is taken, give another.
         *
         *     Roles: access, admin.
         */
        post: operations["restoreGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/guard-items/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let losses of access through that the guard holds
         * @description The site becomes what the directory says today. They leave the window, so that those that come later are counted without them.
         *
         *     Roles: access, admin.
         */
        post: operations["releaseGuardItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/guard-items/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that losses of access that the guard holds are wrong
         * @description Whoever was switched off stays on until the directory changes that again, or is released after all. Whoever was deleted keeps the account, which is local from then on; of groups those who were kept in are local members.
         *
         *     Roles: access, admin.
         */
        post: operations["rejectGuardItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/guard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How near a site and each of its directories are to the limit of the deprovisioning guard
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getGuard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/directories/{directory}/guard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How near a directory is to the limit of the deprovisioning guard, beside its site
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getGuardOfDirectory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/guard-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the deprovisioning guard holds or has held, newest first
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listGuardItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/guard-items/{guardItem}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One thing that the deprovisioning guard holds or has held
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getGuardItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/guard-items/{guardItem}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom an item of the deprovisioning guard keeps in
         * @description Of a group everybody who is in it by the guard, with whether it is their only way in; of a person that one.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["listGuardedPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people of a site, by e-mail address
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One person: account, links, holds and memberships
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/people/{person}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The groups that a person is in
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listGroupsOfPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/people/{person}/active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Switch an account off or on
         * @description Off stays off until an administrator switches it on, whatever directories say. On ends that; the account then is as its directory says, and on if it has none.
         *
         *     Roles: access, admin.
         */
        put: operations["switchAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/people.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All people of a site as CSV, by e-mail address
         * @description What an import reads, then how things are here. `syncline import` takes the file as it is.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["exportPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/groups.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All groups and organizations of a site as CSV, by name
         * @description What an import reads, then how things are here. `syncline import` takes the file as it is.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["exportGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/members.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is in which group of a site, as CSV
         * @description What an import reads, then how things are here. `syncline import` takes the file as it is.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["exportMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/people/{person}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What erasing a person would take, or how far it has come
         * @description By the id of the account, or of a user that no account is linked to.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["getErasure"];
        put?: never;
        /**
         * Erase a person for good
         * @description Account, memberships and every user that is the same person go at once; what the journal says of them is blanked behind it.
         *     Who did what kind of thing when stays, with ids, and so does the erasure with its reason: no name belongs in that.
         *     Refused while a directory has the person, unless `records` says that its users go as well: then its identity provider is told 404, and whoever it creates again is a new person.
         *     Once more changes nothing.
         *
         *     Roles: admin.
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import accounts, local groups and their members
         * @description What a site has without a directory: created where it is not there, brought up to date where it is, row by row.
         *     At most 1000 rows of all kinds together, members of groups included. What a row leaves out stays, null takes it away.
         *     The same rows again change nothing, so an import that broke off is sent once more.
         *
         *     Roles: admin.
         */
        post: operations["importRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is this address one of ours?
         * @description The whole address, in any case. An answer with `provisioned: false` is as definite as one with a person.
         *
         *     Roles: agent, viewer, operator, access, admin.
         */
        get: operations["lookUpAddress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The groups and organizations of a site, by name
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Create a local group or organization
         * @description Roles: access, admin.
         */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One group
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename a local group
         * @description What it gives access to stays: that is bound to the group, not to its name.
         *
         *     Roles: access, admin.
         */
        patch: operations["renameGroup"];
        trace?: never;
    };
    "/admin/v1/sites/{site}/groups/{group}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is in a group, and why
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Add people to a group and take them out, by hand
         * @description Nobody is added to a synced group; of one only those are taken out whom the site itself had added. At most 1000 people.
         *
         *     Roles: access, admin.
         */
        post: operations["changeMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/groups/{group}/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete a local group
         * @description Whoever was in it is out, and what it gave access to ends: refused while there is any, unless `force` says so.
         *
         *     Roles: access, admin.
         */
        post: operations["deleteGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/groups/{group}/detach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a synced group local
         * @description It keeps its people, as local members, and what it gives access to. The group of the directory is held as `detached` until it is linked again or deleted.
         *
         *     Roles: access, admin.
         */
        post: operations["detachGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/records/{record}/link-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a group of a directory reach the site again
         * @description Ends `detached`. It gets a group of the site by its name as a new one would, so it may wait as a conflict with the group that it once was.
         *
         *     Roles: access, admin.
         */
        post: operations["linkGroupAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/groups/{group}/default-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether a local group gives default access
         * @description While it does, groups of that name in directories wait as `default-group`. A synced group is made local first.
         *
         *     Roles: access, admin.
         */
        put: operations["setDefaultAccess"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The apps, or the projects, of a site, by name
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listApps"];
        put?: never;
        /**
         * Create an app or a project
         * @description Roles: admin.
         */
        post: operations["createApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/apps/{app}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One app or project
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getApp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename an app or a project
         * @description Grants stay: they are bound to ids.
         *
         *     Roles: admin.
         */
        patch: operations["renameApp"];
        trace?: never;
    };
    "/admin/v1/sites/{site}/apps/{app}/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete an app or a project
         * @description Refused while groups or organizations give access to it, unless `force` ends that too.
         *
         *     Roles: admin.
         */
        post: operations["deleteApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/apps/{app}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The groups or organizations that give access to an app or project
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listGroupsOfApp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/groups/{group}/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a group or organization gives access to
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listAppsOfGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/apps/{app}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a group reach an app, or an organization a project
         * @description Bound to ids: neither name matters. Said twice it changes nothing.
         *
         *     Roles: access, admin.
         */
        post: operations["grantAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/apps/{app}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End what a grant gave
         * @description Whoever has another way in keeps it. Said twice it changes nothing.
         *
         *     Roles: access, admin.
         */
        post: operations["revokeAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/apps/{app}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who reaches an app or project, and through what
         * @description Whoever is switched off reaches nothing and is not listed.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["listPeopleOfApp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/people/{person}/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person reaches, and through what
         * @description Nothing while the person is switched off.
         *
         *     Roles: viewer, operator, access, admin.
         */
        get: operations["listAppsOfPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The operations of a site, newest first
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listOperations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/operations/{operation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One operation: request without secrets, outcome, effects and times
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Backlog and state of the lane of a site
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["getQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Operations that were given up, newest first
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All control events, newest first
         * @description Roles: admin.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/sites/{site}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The control events of a site, newest first
         * @description Roles: viewer, operator, access, admin.
         */
        get: operations["listSiteEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The token that asks, with its roles and sites
         * @description Roles: any.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All administrators, oldest first
         * @description Roles: admin.
         */
        get: operations["listAdmins"];
        put?: never;
        /**
         * Create an administrator; the token is shown in this answer and never again
         * @description Roles: admin.
         */
        post: operations["createAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/admins/{admin}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One administrator, by prefix
         * @description Roles: admin.
         */
        get: operations["getAdmin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/v1/admins/{admin}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke an administrator
         * @description Refused everywhere within a second. Once more changes nothing.
         *
         *     Roles: admin.
         */
        post: operations["revokeAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SitePage: {
            items: components["schemas"]["Site"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        Site: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            name: string;
            /** Format: date-time */
            createdAt: string;
        };
        Problem: {
            /** @description Which problem; follow it for what it means. */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description What is wrong where: a JSON pointer into the body, or a parameter of the query. */
            errors?: ({
                pointer: string;
                detail: string;
            } | {
                parameter: string;
                detail: string;
            })[];
            /** @description Of a start: what has changed since its preview, by kind and the first of the users and groups. */
            difference?: {
                [key: string]: unknown;
            };
        };
        NewSite: {
            /** @description Shown as given; compared without case, width and outer spaces. */
            name: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        SiteChange: {
            /** @description Shown as given; compared without case, width and outer spaces. */
            name: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        Inbox: {
            conflicts: {
                open: number;
                /** @description By kind; those of which there is none are left out. */
                byKind: {
                    [key: string]: number;
                };
                /** Format: date-time */
                oldestAt: string | null;
                newest: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    kind: string;
                    directory: {
                        /**
                         * Format: uuid
                         * @description Public id.
                         */
                        id: string;
                        name: string;
                    };
                    name: string;
                    /** Format: date-time */
                    firstSeen: string;
                }[];
            };
            guard: {
                held: number;
                /** @description Losses of access: of each item those who keep it. */
                people: number;
                /** @description By kind; those of which there is none are left out. */
                byKind: {
                    [key: string]: number;
                };
                /** Format: date-time */
                oldestAt: string | null;
                newest: components["schemas"]["GuardItem"][];
            };
            /** @description Of the last 30 days, newest first, ten at most. */
            starts: {
                /**
                 * Format: uuid
                 * @description Of the operation that began it.
                 */
                id: string;
                directory: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string;
                };
                /** @enum {string} */
                state: "finished" | "stopped";
                /** Format: date-time */
                endedAt: string;
                /** @description Rows that are as the preview said; null: without one, or not counted yet. */
                equal: number | null;
                /** @description Rows that an operation after the preview changed. */
                changed: number | null;
                /** @description Rows that came out otherwise without such an operation. */
                unexplained: number | null;
            }[];
            /** @description Access that a directory has taken away and somebody still has, longest first. */
            waitingLosses: {
                directory: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string;
                };
                /**
                 * @description `pause`: until it ends. `guard`: until somebody releases or rejects it.
                 * @enum {string}
                 */
                by: "pause" | "guard";
                losses: number;
                /**
                 * Format: date-time
                 * @description Of the oldest.
                 */
                since: string;
                /** @description Longer than a quarter of an hour. */
                isLong: boolean;
            }[];
        };
        GuardItem: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /**
             * @description Of a person: `deactivated`, `deleted`, `left-access` (taken out of the last group that gives access). Of a group that gives access, with everybody who has no other way in: `group-deleted`, `group-emptied`.
             * @enum {string}
             */
            kind: "deactivated" | "deleted" | "left-access" | "group-deleted" | "group-emptied";
            /**
             * @description `held`: the site keeps it as it was. `releasing`, `rejecting`: decided, and carried out in a step. `released`, `rejected`: carried out. `ended`: by the directory. `superseded`: by something else, such as the end of the directory.
             * @enum {string}
             */
            state: "held" | "releasing" | "rejecting" | "rejected" | "released" | "ended" | "superseded";
            /** @description In one sentence. */
            reason: string;
            /** @description What can still be said. */
            decisions: ("release" | "reject")[];
            directory: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                name: string;
            };
            /**
             * Format: uuid
             * @description The SCIM id; null: the directory has it no longer.
             */
            record: string | null;
            /** @description Of a person, as it is now. Null: of a group. */
            account: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                email: string;
                active: boolean;
            } | null;
            /** @description Of a group, as it is now. Null: of a person. */
            group: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                name: string;
            } | null;
            /** @description As it was when it was held, as are the next three. */
            name: string | null;
            email: string | null;
            externalId: string | null;
            /** @description Names of the groups that the person was in. */
            groups: string[];
            /** @description Who loses access by it. */
            people: number;
            /** Format: date-time */
            since: string;
            /**
             * Format: uuid
             * @description The one that would have taken the access away.
             */
            operation: string;
            decidedBy: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            /** Format: date-time */
            closedAt: string | null;
        };
        SiteCounts: {
            accounts: {
                /** @enum {string} */
                audience: "workforce" | "customers";
                /** @enum {string} */
                class: "managed" | "external" | "portal-only";
                active: boolean;
                /** @description A user of a directory is linked to them. */
                linked: boolean;
                count: number;
            }[];
            /** @description Addresses: who is of the workforce and a customer is one person. */
            people: number;
            /** @description Managed and on, each once, from however many directories they come. */
            billable: number;
            groups: {
                /** @enum {string} */
                audience: "workforce" | "customers";
                /** @enum {string} */
                source: "local" | "synced";
                count: number;
            }[];
            holds: {
                kind: string;
                /** @description Nobody has looked at them. */
                open: number;
                /** @description An administrator has set or dismissed them. */
                decided: number;
            }[];
        };
        SiteSettings: {
            /** @description Names of groups that never reach the site, beside the next. */
            builtInNames: string[];
            /** @description Whether losses of access beyond the limit are held, over all directories together but for those whose own guard is off. */
            guard: boolean;
            /** @description The limit of a sliding day is the larger of this number of people … */
            guardPeople: number;
            /** @description … and this part of the accounts that were on at its first loss. */
            guardPercent: number;
            /** @description Those that every site has. */
            alwaysBuiltIn: string[];
        };
        SiteSettingsChange: {
            /** @description All of them. */
            builtInNames?: string[];
            guard?: boolean;
            guardPeople?: number;
            guardPercent?: number;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DirectoryPage: {
            items: components["schemas"]["Directory"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        Directory: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            name: string;
            /** @enum {string} */
            audience: "workforce" | "customers";
            /** @enum {string} */
            mode: "lenient" | "strict";
            /**
             * @description How far its records reach the site: not yet, as far as the start has come, all of them, or no more.
             * @enum {string}
             */
            phase: "reviewing" | "starting" | "syncing" | "disconnected";
            pause: {
                /**
                 * @description `hold`: operations are applied to the directory and answered as always, and nothing reaches the site before the pause ends. `refuse`: writes are answered with 503 at once, reads work.
                 * @enum {string}
                 */
                mode: "hold" | "refuse";
                /** Format: date-time */
                since: string;
            } | null;
            /** Format: date-time */
            disconnectedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description What the identity provider is given, with a key. */
            scimBaseUrl: string;
            /** @description Every setting with its value, defaults included. */
            settings: {
                [key: string]: unknown;
            };
        };
        NewDirectory: {
            /** @description Shown as given; compared without case, width and outer spaces. */
            name: string;
            /**
             * @default workforce
             * @enum {string}
             */
            audience?: "workforce" | "customers";
            /**
             * @default lenient
             * @enum {string}
             */
            mode?: "lenient" | "strict";
            /**
             * @description Whether what it brings is looked at before it reaches the site, or reaches it at once.
             * @default reviewing
             * @enum {string}
             */
            start?: "reviewing" | "syncing";
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DirectoryWithCounts: components["schemas"]["Directory"] & {
            /** @description Exact, as of the last operation that was applied. */
            counts: {
                users: number;
                activeUsers: number;
                groups: number;
                members: number;
                /** @description Open holds by kind. */
                holds: {
                    [key: string]: number;
                };
            };
            /** @description What the site has not seen yet. */
            waiting: {
                /** @description To be projected again; of a paused directory when the pause ends. */
                records: number;
                /** @description Records of which somebody keeps access that the directory has taken away. */
                losses: number;
                /**
                 * Format: date-time
                 * @description Of the oldest loss.
                 */
                lossesSince: string | null;
            };
        };
        DirectoryChange: {
            /** @description Shown as given; compared without case, width and outer spaces. */
            name?: string;
            /** @enum {string} */
            mode?: "lenient" | "strict";
            /** @description By name; null takes a setting back to its default. */
            settings?: {
                [key: string]: unknown;
            };
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        Preview: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /**
             * @description `waiting`: a worker will compute it, or does.
             * @enum {string}
             */
            state: "waiting" | "ready" | "failed";
            actor: string;
            reason: string | null;
            /** Format: date-time */
            askedAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            /** @description Its place among all operations of the site. */
            asOfSeq: number | null;
            counts: {
                /** @description By kind: `create`, `link`, or the hold that keeps them back. */
                users: {
                    [key: string]: number;
                };
                /** @description By kind: `create`, `link`, or the hold that keeps them back. */
                groups: {
                    [key: string]: number;
                };
                /** @description Users whose address is on no verified domain. */
                external: number;
                /** @description Groups with people inside and outside of the verified domains. */
                mixedGroups: number;
                /** @description Accounts on verified domains that no directory has. */
                absent: number;
                /** @description Those of them that may be somebody in the directory. */
                likelyPairs: number;
                /** @description Accounts that are billed: managed and on. */
                seats: {
                    before: number;
                    after: number;
                };
            } | null;
            failure: string | null;
            /** @description Operations of the directory that were applied since; no more than 10000 are counted. */
            operationsSince: number | null;
        };
        NewPreview: {
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        Previews: {
            items: components["schemas"]["Preview"][];
        };
        PreviewRowPage: {
            items: components["schemas"]["PreviewRow"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        PreviewRow: {
            /**
             * Format: uuid
             * @description The SCIM id.
             */
            record: string;
            /** @enum {string} */
            type: "User" | "Group";
            /** @description As it is called now; null: it is gone. */
            name: string | null;
            /** @description `create`, `link`, the hold that keeps it back, or `failed`: it cannot be worked out. */
            kind: string;
            /** @description The account or group of the site that it is linked to, or that is in its way. */
            target: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                name: string | null;
            } | null;
            /**
             * Format: uuid
             * @description The user or group of a directory that is in its way.
             */
            other: string | null;
            /** @description Of a group that clashes: what is decided by now, and carried out by the start. */
            decision: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                conflict: string;
                /**
                 * @description `accept`: the site’s group is linked, and only the people of the directory’s stay in it. `merge`: it is linked, and keeps its own people besides. `keep`: it stays as it is. `rename`: the directory’s group gets another name at the site.
                 * @enum {string}
                 */
                decision: "accept" | "merge" | "keep" | "rename";
                givenName: string | null;
            } | null;
            /** @description Whether its account is on afterwards. */
            active: boolean | null;
            /** @enum {string|null} */
            class: "managed" | "external" | "portal-only" | null;
            external: boolean;
            /** @description Holds that it has besides. */
            notices: string[];
            members: number | null;
            /** @description Members that are people on verified domains. */
            inside: number | null;
            /** @description Members that are people on others. */
            outside: number | null;
            /** @description Of `failed`: why, for an operator. */
            failure: string | null;
        };
        AbsentAccountPage: {
            items: components["schemas"]["AbsentAccount"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        AbsentAccount: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            email: string;
            displayName: string | null;
            active: boolean;
            /** @description Users that would get an account of their own and may be the same person. */
            likely: {
                /** Format: uuid */
                record: string;
                userName: string;
                email: string | null;
                /** @description They have the same name. */
                name: boolean;
                /** @description Their addresses are the same before the @. */
                localPart: boolean;
            }[];
        };
        Started: {
            /**
             * Format: uuid
             * @description Public id.
             */
            start: string;
        };
        NewStart: {
            /**
             * Format: uuid
             * @description Null: nothing was looked at; then `takeToday` is needed.
             * @default null
             */
            preview?: string | null;
            /**
             * @description Whatever has changed since.
             * @default false
             */
            takeToday?: boolean;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        TrialStarted: {
            users: number;
            groups: number;
        };
        NewTrialStart: {
            /**
             * @description SCIM ids.
             * @default []
             */
            users?: string[];
            /**
             * @description SCIM ids.
             * @default []
             */
            groups?: string[];
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        StartState: {
            phase: string;
            start: components["schemas"]["Start"];
        };
        Start: {
            /**
             * Format: uuid
             * @description Of the operation that began it.
             */
            id: string;
            /**
             * Format: uuid
             * @description Public id.
             */
            preview: string | null;
            /** @enum {string} */
            state: "running" | "finished" | "stopped";
            /** @description Users and groups to walk through. */
            records: number;
            /** @description Those that have left the review. */
            walked: number;
            actor: string;
            reason: string | null;
            /** Format: date-time */
            beganAt: string;
            /** Format: date-time */
            endedAt: string | null;
            /** @description Null until it is made, soon after the end. */
            report: {
                users: {
                    [key: string]: number;
                };
                groups: {
                    [key: string]: number;
                };
                /** @description Rows that came out as the preview said; null: it was started without one. */
                equal: number | null;
                /** @description Rows that an operation after the preview changed. */
                changed: number;
                /** @description Rows that came out otherwise without such an operation. */
                unexplained: number;
            } | null;
        } | null;
        StartDifferencePage: {
            items: components["schemas"]["StartDifference"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        StartDifference: {
            /** Format: uuid */
            record: string;
            /** @enum {string} */
            type: "User" | "Group";
            name: string | null;
            /** @description As previewed; null: the preview does not have it. */
            before: string | null;
            /** @description As it came out; null: it is gone. */
            now: string | null;
            /**
             * Format: uuid
             * @description Public id.
             */
            targetBefore: string | null;
            /**
             * Format: uuid
             * @description Public id.
             */
            targetNow: string | null;
            /** @description The operation after the preview that explains it; null: unexplained. */
            changedBy: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                operation: string;
                appliedSeq: number;
                /** @description `record`, the account or group at the `site`, an `other` record, or `settings`. */
                what: string;
            } | null;
        };
        Pause: {
            /**
             * @description `hold`: operations are applied to the directory and answered as always, and nothing reaches the site before the pause ends. `refuse`: writes are answered with 503 at once, reads work.
             * @default hold
             * @enum {string}
             */
            mode?: "hold" | "refuse";
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        Resumption: {
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        Disconnection: {
            /** @description They stay as they are; from then on nobody provisions them. */
            accounts: number;
            /** @description Groups or organizations that become local, with everybody in them and their access. */
            groups: number;
            /** @description Operations that are accepted and not applied: they end. */
            pending: number;
            /** @description Keys and OAuth clients that are refused from then on. */
            credentials: number;
        };
        DisconnectedDirectory: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            name: string;
            /** Format: date-time */
            disconnectedAt: string;
        };
        DisconnectDirectory: {
            /** @description The name of the directory: nobody ends another one by mistake. */
            name: string;
            /** @description Why; kept with the control event. */
            reason: string;
        };
        KeyPage: {
            items: components["schemas"]["Key"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        Key: {
            /** @description Names the key in lists and logs; no secret. */
            prefix: string;
            name: string;
            /** @enum {string} */
            state: "valid" | "expired" | "revoked";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            revokedAt: string | null;
        };
        CreatedKey: components["schemas"]["Key"] & {
            /** @description The secret. */
            key: string;
        };
        NewKey: {
            /**
             * @description Shown as given; compared without case, width and outer spaces.
             * @default identity provider
             */
            name?: string;
            /** @default 365 */
            expiresInDays?: number;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        KeyRevocation: {
            /**
             * @description What was sent with it and is not applied yet: it is applied, or answered with 401 instead.
             * @default keep
             * @enum {string}
             */
            pending?: "keep" | "drop";
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DomainPage: {
            items: components["schemas"]["Domain"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        Domain: {
            name: string;
            /** Format: date-time */
            verifiedAt: string | null;
            /** @enum {string|null} */
            verifiedBy: "dns" | "operator" | null;
            /**
             * Format: date-time
             * @description When its TXT record was looked for last; once a day by itself.
             */
            checkedAt: string | null;
            /**
             * Format: date-time
             * @description Since when the record of a verified domain is not found. It stays verified.
             */
            missingSince: string | null;
            /**
             * Format: uuid
             * @description Whose people its addresses belong to; null: no directory in particular.
             */
            directory: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The TXT record that proves it. */
            record: {
                host: string;
                value: string;
            };
        };
        NewDomain: {
            name: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        CheckedDomain: {
            found: boolean;
            domain: components["schemas"]["Domain"];
        };
        DomainCheck: {
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DomainMark: {
            /** @description Why; kept with the control event. */
            reason: string;
        };
        DomainEffects: {
            /** @description Accounts of the workforce with an address on it. */
            accounts: number;
            /** @description Of those: owned by another directory than the one in `assign`, which would own them. */
            moving: number;
            /** @description Users of workforce directories with an address on it. */
            records: number;
        };
        DomainAccountPage: {
            items: components["schemas"]["DomainAccount"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        DomainAccount: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            email: string;
            displayName: string | null;
            /** @enum {string} */
            class: "managed" | "external" | "portal-only";
            active: boolean;
            /** @description Which provisions the account. */
            directory: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                name: string;
            } | null;
        };
        DomainAssignment: {
            /**
             * Format: uuid
             * @description A directory of the workforce of this site.
             */
            directory: string | null;
            /** @description `accounts` of the effects, as confirmation: refused when it concerns others by now. */
            expectedAccounts?: number;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DomainRemoval: {
            /** @description `accounts` of the effects, as confirmation: refused when it concerns others by now. */
            expectedAccounts: number;
            /** @description Why; kept with the control event. */
            reason: string;
        };
        RecordPage: {
            items: components["schemas"]["Record"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        Record: {
            /**
             * Format: uuid
             * @description The SCIM id.
             */
            id: string;
            /** @enum {string} */
            type: "User" | "Group";
            directory: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                name: string | null;
            };
            /** @description userName, or displayName of a group. */
            name: string;
            displayName: string | null;
            externalId: string | null;
            /** @description As the directory says; of a group true. */
            active: boolean;
            /**
             * @description Of its account, or `external` while it waits; null when that is not known, and of groups.
             * @enum {string|null}
             */
            class: "managed" | "external" | "portal-only" | null;
            /** @description The account, or the group of the site. */
            link: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                name: string | null;
                /**
                 * @description Null: of a group.
                 * @enum {string|null}
                 */
                kind: "owning" | "member" | null;
            } | null;
            /**
             * @description How far the record has reached the site; docs/glossary.md explains each.
             * @enum {string}
             */
            status: "reviewing" | "paused" | "waiting" | "provisioned" | "partly" | "held" | "off" | "detached";
            /** @description One sentence: why, and what ends it or what can be done. */
            reason: string;
            holds: {
                /** @enum {string} */
                kind: "no-email" | "email-taken" | "duplicate" | "external-review" | "external-ignored" | "inactive" | "conflict" | "built-in-name" | "default-group" | "nested-not-projected" | "switched-off-by-admin" | "guard" | "guard-rejected" | "detached";
                /** Format: date-time */
                since: string;
                /** @description `lane`: it is open. Else the administrator who set or dismissed it. */
                by: string;
                /** @description Why, what ends it, and what can be done. */
                reason: string;
                /** @description Whom or what it clashes with. */
                other: {
                    account?: {
                        /**
                         * Format: uuid
                         * @description Public id.
                         */
                        id: string;
                        name: string | null;
                    } | null;
                    /** @description Of a directory. */
                    user?: {
                        /**
                         * Format: uuid
                         * @description Public id.
                         */
                        id: string;
                        name: string | null;
                        directory: {
                            /**
                             * Format: uuid
                             * @description Public id.
                             */
                            id: string;
                            name: string | null;
                        };
                    } | null;
                    /** @description Of the site. */
                    group?: {
                        /**
                         * Format: uuid
                         * @description Public id.
                         */
                        id: string;
                        name: string | null;
                        /** @enum {string} */
                        source: "local" | "synced";
                        directory: {
                            /**
                             * Format: uuid
                             * @description Public id.
                             */
                            id: string;
                            name: string | null;
                        } | null;
                    } | null;
                    /** @description The e-mail domain is assigned to it. */
                    directory?: {
                        /**
                         * Format: uuid
                         * @description Public id.
                         */
                        id: string;
                        name: string | null;
                    } | null;
                } | null;
            }[];
        };
        RecordDetail: components["schemas"]["Record"] & {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastModified: string;
            /** @description That a user is linked to. */
            account: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                email: string;
                displayName: string | null;
                /** @enum {string} */
                class: "managed" | "external" | "portal-only";
                active: boolean;
                /** @enum {string|null} */
                switchedOffBy: "directory" | "admin" | null;
                /** @description Whether the groups of the user count for the account. */
                joins: boolean;
                /** @description `lane`, or the administrator who linked it. */
                linkedBy: string;
            } | null;
            /** @description Of a group only. */
            group: {
                memberCount: number;
                siteGroup: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string | null;
                    /** @enum {string} */
                    source: "local" | "synced";
                } | null;
                /** @description Groups among its members, which are not projected; 20 of them at most. */
                nested: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string | null;
                }[];
                /** @description It has people inside and outside of the verified domains. */
                mixed: boolean;
            } | null;
            /** @description The last ten. */
            operations: components["schemas"]["Operation"][];
        };
        Operation: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /**
             * Format: uuid
             * @description Null: of a command.
             */
            directory: string | null;
            actor: string;
            /** @description Of an administrator, by its name; null: a request of an identity provider. */
            command: string | null;
            /** @enum {string|null} */
            method: "POST" | "PUT" | "PATCH" | "DELETE" | null;
            /** @enum {string|null} */
            resourceType: "User" | "Group" | null;
            /**
             * Format: uuid
             * @description What it aimed at; of a POST the id that the new resource was to get.
             */
            resourceId: string | null;
            /** Format: date-time */
            acceptedAt: string;
            /**
             * @description `refused`: a rule or precondition said no. `dead`: given up, kept for an operator.
             * @enum {string}
             */
            state: "pending" | "applied" | "refused" | "dead";
            /** @description As SCIM answered it. */
            status: number | null;
            scimType: string | null;
            /** Format: date-time */
            appliedAt: string | null;
        };
        HoldCounts: {
            items: {
                /** @enum {string} */
                kind: "no-email" | "email-taken" | "duplicate" | "external-review" | "external-ignored" | "inactive" | "conflict" | "built-in-name" | "default-group" | "nested-not-projected" | "switched-off-by-admin" | "guard" | "guard-rejected" | "detached";
                /** @description Nobody has looked at them. */
                open: number;
                /** @description Set or dismissed by an administrator. */
                decided: number;
            }[];
        };
        HeldPage: {
            items: components["schemas"]["Record"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        LinkDecision: {
            /**
             * Format: uuid
             * @description The SCIM id.
             */
            user: string;
            /**
             * Format: uuid
             * @description Public id.
             */
            account: string;
            /**
             * Format: uuid
             * @description The user that owned the account before.
             */
            formerOwner?: string;
        };
        LinkChoice: {
            /**
             * Format: uuid
             * @description Public id.
             */
            account: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        Reason: {
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DismissedHold: {
            /** @description False: it was already. */
            dismissed: boolean;
        };
        HoldDismissal: {
            /** @enum {string} */
            hold: "no-email" | "email-taken" | "duplicate" | "external-review" | "external-ignored" | "inactive" | "conflict" | "built-in-name" | "default-group" | "nested-not-projected" | "switched-off-by-admin" | "guard" | "guard-rejected" | "detached";
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        ResyncedRecords: {
            records: number;
        };
        ResyncedDirectory: Record<string, never>;
        ExternalDecision: {
            done: number;
            notApplicable: {
                /**
                 * Format: uuid
                 * @description The SCIM id.
                 */
                user: string;
                /**
                 * @description `not-held`: it waits for no decision. `decided`: so already.
                 * @enum {string}
                 */
                reason: "not-held" | "decided";
            }[];
        };
        ExternalChoice: {
            /** @description These. */
            users?: string[];
            /**
             * Format: uuid
             * @description All of this directory that wait for a decision.
             */
            directory?: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        Changed: {
            /** @description False: it was so already. */
            changed: boolean;
        };
        ConflictDecision: {
            /**
             * @description `accept`: the site’s group is linked, and only the people of the directory’s stay in it. `merge`: it is linked, and keeps its own people besides. `keep`: it stays as it is. `rename`: the directory’s group gets another name at the site.
             * @enum {string}
             */
            decision: "accept" | "merge" | "keep" | "rename";
            /** @description Raised by whatever changes what is to be decided. */
            version: number;
            /** @description Of `rename`: a free name. */
            name?: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DecisionPreview: {
            conflicts: number;
            /** @description Those that allow the decision. */
            possible: number;
            /** @description Nothing is done about these; 1,000 at most. */
            notApplicable: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                conflict: string;
                /** @enum {string} */
                reason: "not-found" | "changed" | "closed" | "decided" | "not-possible" | "name-taken" | "name-needed" | "paused";
                /** @description Why not, and what to do. */
                detail: string;
            }[];
            /** @description Memberships: somebody in two groups counts twice. */
            added: number;
            removed: number;
            unchanged: number;
            withoutAccount: number;
            /** @description People who would lose the only way into an app or project, all decisions taken together. */
            losing: number;
            /** @description Into which, most people first. */
            apps: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                /**
                 * @description Apps are for groups of the workforce, projects for organizations of customers.
                 * @enum {string}
                 */
                kind: "app" | "project";
                name: string;
                losing: number;
            }[];
            /** @description Stands for what was looked at; a decision by filter names it. */
            seen: string;
        };
        DecisionPreviewChoice: {
            conflicts?: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                /** @description Raised by whatever changes what is to be decided. */
                version?: number;
                /** @description Of `rename`: a free name. */
                name?: string;
            }[];
            /** @description All that are open, or those of them. */
            filter?: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                directory?: string;
                /**
                 * @description `local-group`: the site has a group of its own with the name. `owned-by-other-directory`: another directory fills it. `default-group`: it gives default access. `rename-clash`: the group is linked already, and its new name is taken.
                 * @enum {string}
                 */
                kind?: "local-group" | "owned-by-other-directory" | "rename-clash" | "default-group";
                /** @description True: only with groups that a disconnected directory left local. */
                leftLocal?: boolean;
            };
            /**
             * @description `accept`: the site’s group is linked, and only the people of the directory’s stay in it. `merge`: it is linked, and keeps its own people besides. `keep`: it stays as it is. `rename`: the directory’s group gets another name at the site.
             * @enum {string}
             */
            decision: "accept" | "merge" | "keep" | "rename";
        };
        ConflictDecisions: {
            done: number;
            /** @description Nothing is done about these; 1,000 at most. */
            notApplicable: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                conflict: string;
                /** @enum {string} */
                reason: "not-found" | "changed" | "closed" | "decided" | "not-possible" | "name-taken" | "name-needed" | "paused";
                /** @description Why not, and what to do. */
                detail: string;
            }[];
            /** @description How many there are, also of those that are not listed. */
            notApplicableCount: number;
        };
        ConflictDecisionChoice: {
            /** @description These, each with the version that was looked at. */
            conflicts?: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                /** @description Raised by whatever changes what is to be decided. */
                version: number;
                /** @description Of `rename`: a free name. */
                name?: string;
            }[];
            /** @description All that are open, or those of them. */
            filter?: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                directory?: string;
                /**
                 * @description `local-group`: the site has a group of its own with the name. `owned-by-other-directory`: another directory fills it. `default-group`: it gives default access. `rename-clash`: the group is linked already, and its new name is taken.
                 * @enum {string}
                 */
                kind?: "local-group" | "owned-by-other-directory" | "rename-clash" | "default-group";
                /** @description True: only with groups that a disconnected directory left local. */
                leftLocal?: boolean;
            };
            /** @description Of the preview of the filter; refused when something has changed. */
            seen?: string;
            /**
             * @description `accept`: the site’s group is linked, and only the people of the directory’s stay in it. `merge`: it is linked, and keeps its own people besides. `keep`: it stays as it is. `rename`: the directory’s group gets another name at the site.
             * @enum {string}
             */
            decision: "accept" | "merge" | "keep" | "rename";
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        ConflictPage: {
            items: components["schemas"]["Conflict"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        Conflict: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /**
             * @description `local-group`: the site has a group of its own with the name. `owned-by-other-directory`: another directory fills it. `default-group`: it gives default access. `rename-clash`: the group is linked already, and its new name is taken.
             * @enum {string}
             */
            kind: "local-group" | "owned-by-other-directory" | "rename-clash" | "default-group";
            /**
             * @description `open`: it waits for a decision. `decided`: to be carried out by the start, or in a step. `resolved`: carried out. `superseded`: nothing clashes any more. `undone`: the decision was taken back.
             * @enum {string}
             */
            state: "open" | "decided" | "resolved" | "superseded" | "undone";
            /** @description Raised by whatever changes what is to be decided. */
            version: number;
            directory: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                name: string;
            };
            record: {
                /**
                 * Format: uuid
                 * @description The SCIM id.
                 */
                id: string;
                /** @description That it wants at the site. */
                name: string;
                /** @description Members in the directory; null: it is gone. */
                memberCount: number | null;
            };
            /** @description The group of the site in its way. */
            group: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                /** @description Null: it is gone. */
                name: string | null;
                /** @enum {string|null} */
                source: "local" | "synced" | null;
                /** @description That fills it. */
                directory: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string;
                } | null;
                /** @description Apps or projects that it gives access to. */
                apps: number;
            };
            /**
             * @description `accept`: the site’s group is linked, and only the people of the directory’s stay in it. `merge`: it is linked, and keeps its own people besides. `keep`: it stays as it is. `rename`: the directory’s group gets another name at the site.
             * @enum {string|null}
             */
            decision: "accept" | "merge" | "keep" | "rename" | null;
            /** @description Of `rename`. */
            givenName: string | null;
            /** @description An administrator, or `policy`. */
            decidedBy: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            /**
             * Format: uuid
             * @description In which it was decided.
             */
            operation: string | null;
            /** Format: date-time */
            firstSeen: string;
            /** Format: date-time */
            closedAt: string | null;
        };
        ConflictDetail: components["schemas"]["Conflict"] & {
            decisions: {
                /**
                 * @description `accept`: the site’s group is linked, and only the people of the directory’s stay in it. `merge`: it is linked, and keeps its own people besides. `keep`: it stays as it is. `rename`: the directory’s group gets another name at the site.
                 * @enum {string}
                 */
                decision: "accept" | "merge" | "keep" | "rename";
                possible: boolean;
                /** @description Why not, and what to do first. */
                reason: string | null;
            }[];
            difference: components["schemas"]["ConflictDifference"];
            /** @description That the site’s group gives access to; the first hundred. */
            apps: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                /**
                 * @description Apps are for groups of the workforce, projects for organizations of customers.
                 * @enum {string}
                 */
                kind: "app" | "project";
                name: string;
            }[];
        };
        /** @description As of now. Null: the conflict is closed. */
        ConflictDifference: {
            /** @description People of the directory’s group who are not in the site’s. */
            added: number;
            /** @description People of the site’s group who are not in the directory’s. */
            removed: number;
            /** @description People in both. */
            unchanged: number;
            /** @description Users in the directory’s group who have no account, or whose groups do not count: nobody is added for them. */
            withoutAccount: number;
        } | null;
        PersonOfDifferencePage: {
            items: components["schemas"]["PersonOfDifference"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        PersonOfDifference: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            email: string;
            displayName: string | null;
            /** @enum {string} */
            class: "managed" | "external" | "portal-only";
            active: boolean;
            /** @description What they would have no other way into. Of whoever is removed. */
            loses: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                /**
                 * @description Apps are for groups of the workforce, projects for organizations of customers.
                 * @enum {string}
                 */
                kind: "app" | "project";
                name: string;
            }[];
        };
        UndoPreview: {
            possible: boolean;
            /** @description Why not, and what to do first. */
            reason: string | null;
            /**
             * Format: date-time
             * @description For 30 days; null: there is nothing to take back.
             */
            until: string | null;
            /** @description Of the site; null: it is gone. */
            group: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                name: string;
            } | null;
            /** @description Memberships that the link brought. */
            leaving: number;
            /** @description People whom the decision removed, and who come back as they were, by hand. */
            returning: number;
            /** @description People whom it removed and whose account is gone: they do not come back. */
            gone: number;
            /** @description People who come back and have no access while they are switched off. */
            switchedOff: number;
        };
        UndoneDecision: {
            /** @description People who are back in the group. */
            members: number;
            /** @description People whose account is gone; with `off` 1,000 at most. */
            notRestored: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                account: string | null;
                name: string | null;
            }[];
            notRestoredCount: number;
            /** @description People who are back in the group and switched off. */
            off: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                account: string | null;
                name: string | null;
            }[];
            offCount: number;
            /** @description False: it was taken back already. */
            undone: boolean;
            /**
             * Format: uuid
             * @description Of the site that it was about; null: it is gone.
             */
            group: string | null;
            name: string | null;
            /** @description That the group had before the decision and does not get back. */
            formerName: string | null;
        };
        DecisionUndo: {
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DeletedGroupPage: {
            items: components["schemas"]["DeletedGroup"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        DeletedGroup: {
            /**
             * Format: uuid
             * @description Of the copy: names it for a restore.
             */
            id: string;
            /**
             * Format: uuid
             * @description That it had, and gets again.
             */
            groupId: string;
            name: string;
            /** @enum {string} */
            audience: "workforce" | "customers";
            /** @enum {string} */
            source: "local" | "synced";
            members: number;
            /** @description Apps or projects that it gave access to. */
            apps: number;
            /**
             * Format: uuid
             * @description That deleted it.
             */
            operation: string;
            /** Format: date-time */
            deletedAt: string;
            /** Format: date-time */
            restorableUntil: string;
            /** @description Another group has the name: restoring takes another one. */
            nameTaken: boolean;
        };
        RestoredGroup: {
            /** @description People who are back in the group. */
            members?: number;
            /** @description People whose account is gone; with `off` 1,000 at most. */
            notRestored?: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                account: string | null;
                name: string | null;
            }[];
            notRestoredCount?: number;
            /** @description People who are back in the group and switched off. */
            off?: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                account: string | null;
                name: string | null;
            }[];
            offCount?: number;
            /** @description False: it was restored already. */
            restored: boolean;
            /**
             * Format: uuid
             * @description Public id.
             */
            group: string;
            name?: string;
            /** @enum {string} */
            audience?: "workforce" | "customers";
            /** @description That it gave access to and that are deleted since. */
            appsGone?: string[];
        };
        GroupRestoration: {
            name?: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        GuardDecision: {
            /** @description Decided: those that were named at once, others in steps. */
            done: number;
            /** @description Of `items`; of others they are left out. */
            notApplicable: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                item: string;
                /**
                 * @description `closed`: it holds nothing any more. `decided`: that has been said already. `paused`: its directory is; resume it first.
                 * @enum {string}
                 */
                reason: "not-found" | "closed" | "decided" | "paused";
            }[];
        };
        GuardChoice: {
            /** @description These. */
            items?: string[];
            /**
             * Format: uuid
             * @description All that are held of this directory.
             */
            directory?: string;
            /**
             * @description All that are held at the site.
             * @enum {boolean}
             */
            all?: true;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        GuardOfSite: {
            site: components["schemas"]["GuardWindow"];
            directories: (components["schemas"]["GuardWindow"] & {
                directory: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string;
                };
            })[];
        };
        GuardWindow: {
            /** @description The larger of a number of people and a part of the base; null: the guard is off. */
            setting: {
                people: number;
                percent: number;
            } | null;
            /** @description Of the last 24 hours, those that were let through and those that are held. */
            losses: number;
            /**
             * Format: date-time
             * @description When the first of them came.
             */
            since: string | null;
            /** @description Accounts that were on then; while there was none those that are on now. */
            base: number;
            /** @description Losses that are let through; null: any number. */
            limit: number | null;
            /** @description Items that wait for an administrator. */
            held: number;
            /** @description Who keeps access by them. */
            people: number;
        };
        GuardOfDirectory: {
            directory: components["schemas"]["GuardWindow"];
            site: components["schemas"]["GuardWindow"];
        };
        GuardItemPage: {
            items: components["schemas"]["GuardItem"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        GuardedPersonPage: {
            items: components["schemas"]["GuardedPerson"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        GuardedPerson: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            email: string;
            displayName: string | null;
            /** @enum {string} */
            class: "managed" | "external" | "portal-only";
            active: boolean;
            /** @description Nothing else gives the person access to any app or project. */
            onlyWayIn: boolean;
        };
        PersonPage: {
            items: components["schemas"]["Person"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        Person: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /** @enum {string} */
            audience: "workforce" | "customers";
            /** @enum {string} */
            class: "managed" | "external" | "portal-only";
            active: boolean;
            /** @enum {string|null} */
            switchedOffBy: "directory" | "admin" | null;
            email: string;
            displayName: string | null;
            profile: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            links: {
                /** @enum {string} */
                kind: "owning" | "member";
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                directory: string;
                /**
                 * Format: uuid
                 * @description The SCIM id.
                 */
                userId: string;
                userName: string | null;
                /** @description As the directory says. */
                active: boolean;
            }[];
        };
        PersonDetail: components["schemas"]["Person"] & {
            /** @description Why a linked user does not (fully) reach the site. */
            holds: {
                /** Format: uuid */
                userId: string;
                kind: string;
                /** Format: date-time */
                since: string;
                by: string;
            }[];
            /** @description One sentence: why the person is on or off, and what follows whom. */
            reason: string;
            /** @description The users of directories that are linked to it, each with its status. */
            records: components["schemas"]["Record"][];
            /** @description Users that want its address and are held for that; 20 of them at most. */
            waiting: components["schemas"]["Record"][];
            groups: components["schemas"]["GroupOfPerson"][];
            /** @description There are more than are shown here; list them. */
            moreGroups: boolean;
        };
        GroupOfPerson: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            name: string;
            /** @enum {string} */
            source: "local" | "synced";
            origins: {
                /** @enum {string} */
                kind: "local" | "directory" | "guard";
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                directory?: string;
            }[];
        };
        GroupOfPersonPage: {
            items: components["schemas"]["GroupOfPerson"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        AccountState: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            active: boolean;
            /** @enum {string|null} */
            switchedOffBy: "directory" | "admin" | null;
        };
        AccountSwitch: {
            active: boolean;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        Erasure: {
            /**
             * Format: uuid
             * @description Public id.
             */
            person: string;
            effects: components["schemas"]["ErasureEffects"];
            erased: components["schemas"]["ErasureOnRecord"];
        };
        /** @description Null: the person is erased. */
        ErasureEffects: {
            /**
             * @description What stands for the person; a user has no account.
             * @enum {string}
             */
            kind: "account" | "user";
            records: {
                /**
                 * Format: uuid
                 * @description The SCIM id.
                 */
                id: string;
                directory: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string;
                };
                /** @description It goes only with `records: erase`: its identity provider has the person still. */
                connected: boolean;
            }[];
            /** @description Groups and organizations that the person is in. */
            groups: number;
            /** @description Requests about the person that are kept with their bodies; more may be found by the address. */
            requests: number;
            /** @description What the guard holds or has held of the person. */
            guardItems: number;
            /** @description Copies for undo and restore in which the person will be missing. */
            copies: number;
            /** @description Accounts of the other audience with the same address: they stay. */
            others: string[];
        } | null;
        /** @description Null: the person is there. */
        ErasureOnRecord: {
            /**
             * Format: uuid
             * @description Public id.
             */
            operation: string;
            by: string;
            reason: string | null;
            /** Format: date-time */
            at: string;
            /**
             * Format: date-time
             * @description Null: what the journal says of the person is still being blanked.
             */
            finishedAt: string | null;
        } | null;
        ErasedPerson: {
            /**
             * Format: uuid
             * @description Public id.
             */
            person: string;
            erasedNow: boolean;
            /**
             * Format: uuid
             * @description What has erased the person.
             */
            operation: string;
        };
        PersonErasure: {
            /**
             * @default refuse
             * @enum {string}
             */
            records?: "refuse" | "erase";
            /** @description Why; kept with the control event. */
            reason: string;
        };
        /** @description What came of each row, in their order. */
        ImportResult: {
            accounts: components["schemas"]["RowResult"][];
            groups: (components["schemas"]["RowResult"] & {
                members?: components["schemas"]["RowResult"][];
            })[];
            members: components["schemas"]["RowResult"][];
        };
        RowResult: {
            /** @enum {string} */
            result: "created" | "updated" | "unchanged" | "refused";
            /**
             * Format: uuid
             * @description Of the account or group.
             */
            id?: string;
            /**
             * @description Why it is refused.
             * @enum {string}
             */
            fault?: "not-an-address" | "not-a-name" | "not-text" | "twice" | "owned" | "synced" | "of-directory" | "no-group" | "no-account";
            /** @description Why, and what to do. */
            detail?: string;
        };
        Import: {
            accounts?: {
                /** @description Whole address; compared in any case. */
                email: string;
                /** @enum {string} */
                audience: "workforce" | "customers";
                displayName?: string | null;
                /** @description Of a new account: true. Off is as if an administrator had switched it off. */
                active?: boolean;
                title?: string | null;
                organization?: string | null;
                department?: string | null;
                timezone?: string | null;
                preferredLanguage?: string | null;
            }[];
            groups?: {
                name: string;
                /** @enum {string} */
                audience: "workforce" | "customers";
                /** @description Accounts that join it. Who is in it and not named stays. */
                members?: string[];
            }[];
            members?: {
                /** @description Its name. */
                group: string;
                /** @enum {string} */
                audience: "workforce" | "customers";
                /** @description Whole address; compared in any case. */
                email: string;
            }[];
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        AddressAnswer: {
            /** @description An account of the site has the address, on or off. */
            provisioned: boolean;
            /** @description The site has verified the domain of the address. */
            domainVerified: boolean;
            /** @description One for each audience at most, so a colleague and a customer; empty when nobody is provisioned. */
            people: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                id: string;
                displayName: string | null;
                /** @enum {string} */
                audience: "workforce" | "customers";
                /** @enum {string} */
                class: "managed" | "external" | "portal-only";
                active: boolean;
                /** @description Which provisions the account; null: none does. */
                directory: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string;
                } | null;
                /** @description Others in which it is too, with groups that count. */
                otherDirectories: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string;
                }[];
            }[];
        };
        GroupPage: {
            items: components["schemas"]["Group"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        Group: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /**
             * @description Of `customers` it is an organization.
             * @enum {string}
             */
            audience: "workforce" | "customers";
            /** @enum {string} */
            source: "local" | "synced";
            name: string;
            /** @description Whoever is new at the site gets into it; no directory may fill it. */
            defaultAccess: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description The directory group that it follows. */
            link: {
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                directory: string;
                /**
                 * Format: uuid
                 * @description The SCIM id.
                 */
                groupId: string;
                /** @description Members that the directory has in it, also those that do not reach the site. */
                memberCount: number;
            } | null;
        };
        MemberPage: {
            items: components["schemas"]["Member"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        Member: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            email: string;
            displayName: string | null;
            /** @enum {string} */
            class: "managed" | "external" | "portal-only";
            active: boolean;
            origins: {
                /** @enum {string} */
                kind: "local" | "directory" | "guard";
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                directory?: string;
            }[];
        };
        LocalGroup: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            name: string;
            /** @enum {string} */
            audience: "workforce" | "customers";
        };
        NewGroup: {
            /** @description Up to 1,000 characters; compared without case, width and outer spaces. */
            name: string;
            /**
             * @default workforce
             * @enum {string}
             */
            audience?: "workforce" | "customers";
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        GroupChange: {
            /** @description Up to 1,000 characters; compared without case, width and outer spaces. */
            name: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        GroupDeletion: {
            /**
             * @description Also while it gives access to apps or projects.
             * @default false
             */
            force?: boolean;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        /** @description What came of each, in their order: updated, unchanged or refused. */
        MemberChangeResult: {
            added: components["schemas"]["RowResult"][];
            removed: components["schemas"]["RowResult"][];
        };
        MemberChange: {
            /** @default [] */
            add?: string[];
            /** @default [] */
            remove?: string[];
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        GroupDetachment: {
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        GroupLink: {
            linked: boolean;
            /** @description Why it does not (fully) reach the site. */
            holds: string[];
        };
        GroupLinkAgain: {
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DefaultAccess: {
            on: boolean;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        AppPage: {
            items: components["schemas"]["App"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        App: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /**
             * @description Apps are for groups of the workforce, projects for organizations of customers.
             * @enum {string}
             */
            kind: "app" | "project";
            name: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        NewApp: {
            /**
             * @description Apps are for groups of the workforce, projects for organizations of customers.
             * @enum {string}
             */
            kind: "app" | "project";
            /** @description Shown as given; compared without case, width and outer spaces. */
            name: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        AppChange: {
            /** @description Shown as given; compared without case, width and outer spaces. */
            name: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        DeletedApp: {
            /** @description Grants that ended with it. */
            revoked: number;
        };
        AppDeletion: {
            /** @default false */
            force?: boolean;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        GroupOfAppPage: {
            items: components["schemas"]["GroupOfApp"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        GroupOfApp: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            name: string;
            /** @enum {string} */
            source: "local" | "synced";
            /** Format: date-time */
            grantedAt: string;
            /** @description Who it is on record as. */
            grantedBy: string;
        };
        AppOfGroupPage: {
            items: components["schemas"]["AppOfGroup"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        AppOfGroup: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /**
             * @description Apps are for groups of the workforce, projects for organizations of customers.
             * @enum {string}
             */
            kind: "app" | "project";
            name: string;
            /** Format: date-time */
            grantedAt: string;
            /** @description Who it is on record as. */
            grantedBy: string;
        };
        Grant: {
            /**
             * Format: uuid
             * @description Of the group or organization.
             */
            group: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        GrantRevocation: {
            /**
             * Format: uuid
             * @description Of the group or organization.
             */
            group: string;
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        PersonWithAccessPage: {
            items: components["schemas"]["PersonWithAccess"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        PersonWithAccess: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            email: string;
            displayName: string | null;
            /** @enum {string} */
            class: "managed" | "external" | "portal-only";
            /** @description Every group or organization that gives the access, and why the person is in it. */
            ways: components["schemas"]["WayIn"][];
        };
        WayIn: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            name: string;
            /** @enum {string} */
            source: "local" | "synced";
            origins: {
                /** @enum {string} */
                kind: "local" | "directory" | "guard";
                /**
                 * Format: uuid
                 * @description Public id.
                 */
                directory?: string;
            }[];
        };
        AppOfPersonPage: {
            items: components["schemas"]["AppOfPerson"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        AppOfPerson: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /**
             * @description Apps are for groups of the workforce, projects for organizations of customers.
             * @enum {string}
             */
            kind: "app" | "project";
            name: string;
            /** @description Every group or organization that gives the access, and why the person is in it. */
            ways: components["schemas"]["WayIn"][];
        };
        OperationPage: {
            items: components["schemas"]["Operation"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        OperationDetail: {
            /**
             * Format: uuid
             * @description Public id.
             */
            id: string;
            /**
             * @description `refused`: a rule or precondition said no. `dead`: given up, kept for an operator.
             * @enum {string}
             */
            state: "pending" | "applied" | "refused" | "dead";
            /** @description Null when it is no longer kept. */
            request: {
                /**
                 * Format: uuid
                 * @description Null: of a command.
                 */
                directory: string | null;
                actor: string;
                /** @description Of an administrator, by its name; null: a request of an identity provider. */
                command: string | null;
                /** @enum {string|null} */
                method: "POST" | "PUT" | "PATCH" | "DELETE" | null;
                /** @enum {string|null} */
                resourceType: "User" | "Group" | null;
                /**
                 * Format: uuid
                 * @description What it aimed at; of a POST the id that the new resource was to get.
                 */
                resourceId: string | null;
                /** Format: date-time */
                acceptedAt: string;
                ifMatch: string | null;
                /** @description As validated, without attributes that are never returned. */
                body: {
                    [key: string]: unknown;
                } | null;
                /** @description An attribute was sent that is never kept, such as a password. */
                secretSent: boolean;
            } | null;
            /** @description Null while it is pending. */
            outcome: {
                /** @description As SCIM answered it. */
                status: number;
                scimType: string | null;
                detail: string | null;
                /** Format: uuid */
                resourceId: string | null;
                version: number | null;
                /** Format: date-time */
                appliedAt: string;
                /** @description Its place among all operations of the site. */
                appliedSeq: number;
            } | null;
            deadLetter: {
                reason: string;
                /** Format: date-time */
                at: string;
            } | null;
            effects: {
                subjectType: string;
                /** Format: uuid */
                subjectId: string;
                kind: string;
                /** @description Only what changed. */
                before: {
                    [key: string]: unknown;
                } | null;
                after: {
                    [key: string]: unknown;
                } | null;
            }[];
            /** @description There are more than the 1000 that are shown. */
            moreEffects: boolean;
        };
        Queue: {
            /** @description Accepted and not applied. */
            pending: number;
            /**
             * Format: date-time
             * @description When the oldest of them was accepted.
             */
            oldestAt: string | null;
            directories: {
                /**
                 * Format: uuid
                 * @description Null: commands of administrators.
                 */
                directory: string | null;
                pending: number;
                /** Format: date-time */
                oldestAt: string;
            }[];
            /** @description Operations that were ever settled. */
            appliedSeq: number;
            /** Format: date-time */
            lastAppliedAt: string | null;
            /** @description Why the lane waits; null while it does not. */
            failure: string | null;
            /** Format: date-time */
            retryAt: string | null;
            deadLetters: number;
        };
        DeadLetterPage: {
            items: components["schemas"]["DeadLetter"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        DeadLetter: {
            /**
             * Format: uuid
             * @description Public id.
             */
            operation: string;
            /**
             * Format: uuid
             * @description Null: commands of administrators.
             */
            directory: string | null;
            reason: string;
            /** Format: date-time */
            at: string;
        };
        ControlEventPage: {
            items: components["schemas"]["ControlEvent"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        ControlEvent: {
            id: number;
            /** Format: date-time */
            at: string;
            /** @description `admin:<prefix> (<name>)`, or `cli:<user>` on the machine itself. */
            actor: string;
            action: string;
            reason: string | null;
            /**
             * Format: uuid
             * @description Public id.
             */
            site: string | null;
            /**
             * Format: uuid
             * @description Public id.
             */
            directory: string | null;
            /** @description What changed; never a secret. */
            detail: {
                [key: string]: unknown;
            };
        };
        Admin: {
            /** @description Names the key in lists and logs; no secret. */
            prefix: string;
            name: string;
            /** @enum {string} */
            state: "valid" | "expired" | "revoked";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            revokedAt: string | null;
            roles: {
                /** @enum {string} */
                role: "viewer" | "agent" | "operator" | "access" | "admin";
                /** @description Null: all sites, also those to come. */
                site: {
                    /**
                     * Format: uuid
                     * @description Public id.
                     */
                    id: string;
                    name: string;
                } | null;
            }[];
        };
        AdminPage: {
            items: components["schemas"]["Admin"][];
            /** @description For the next page; null on the last one. A page of a filtered list may be short and not the last. */
            nextCursor: string | null;
        };
        CreatedAdmin: components["schemas"]["Admin"] & {
            /** @description The secret. */
            token: string;
        };
        NewAdmin: {
            /** @description Shown as given; compared without case, width and outer spaces. */
            name: string;
            /** @default 365 */
            expiresInDays?: number;
            roles: {
                /** @enum {string} */
                role: "viewer" | "agent" | "operator" | "access" | "admin";
                /**
                 * Format: uuid
                 * @description Null: all sites.
                 */
                site: string | null;
            }[];
            /** @description Why; kept with the control event. */
            reason?: string;
        };
        AdminRevocation: {
            /** @description Why; kept with the control event. */
            reason?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listSites: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sites that the token may read, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SitePage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    createSite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSite"];
            };
        };
        responses: {
            /** @description Create a site */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One site */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    renameSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteChange"];
            };
        };
        responses: {
            /** @description Rename a site */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getInbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What waits for an administrator of a site, and which starts have ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getCounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many people, groups and holds a site has, by what they are */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteCounts"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getSiteSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings of a site */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteSettings"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    changeSiteSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteSettingsChange"];
            };
        };
        responses: {
            /** @description Change the settings of a site */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteSettings"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listDirectories: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The directories of a site, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    createDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDirectory"];
            };
        };
        responses: {
            /** @description Create a directory */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Directory"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One directory, with its counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectoryWithCounts"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    changeDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DirectoryChange"];
            };
        };
        responses: {
            /** @description Change name, mode or settings of a directory */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Directory"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listPreviews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The previews of a directory, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Previews"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    createPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPreview"];
            };
        };
        responses: {
            /** @description Ask for a preview of what a start would do */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
                preview: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One preview, with its counts and its age */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listPreviewRows: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                type?: "User" | "Group";
                kind?: string;
            };
            header?: never;
            path: {
                site: string;
                directory: string;
                preview: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a start would make of each user and group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewRowPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listAbsentAccounts: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                directory: string;
                preview: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accounts on verified domains that no directory has, with who may be the same person */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbsentAccountPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    exportPreviewExternals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
                preview: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV of the users of a preview whose address is on no verified domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getStart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The start of a directory: its progress, and its report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartState"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    startDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStart"];
            };
        };
        responses: {
            /** @description Start syncing now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    trialStart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrialStart"];
            };
        };
        responses: {
            /** @description Let some users and groups leave the review before the others */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialStarted"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listStartDifferences: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                state?: "explained" | "unexplained";
            };
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of the last start that came out otherwise than its preview said, and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartDifferencePage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    exportStartDifferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same as CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    pauseDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pause"];
            };
        };
        responses: {
            /** @description Pause a directory */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Directory"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    resumeDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resumption"];
            };
        };
        responses: {
            /** @description End the pause of a directory */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Directory"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    previewDisconnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What disconnecting the directory would concern */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disconnection"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    disconnectDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisconnectDirectory"];
            };
        };
        responses: {
            /** @description Disconnect a directory for good */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisconnectedDirectory"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listKeys: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys of a directory, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Create a key; it is shown in this answer and never again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyRevocation"];
            };
        };
        responses: {
            /** @description Revoke a key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listDomains: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The domains of a site, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    addDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDomain"];
            };
        };
        responses: {
            /** @description Claim a domain; the answer has the TXT record that proves it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    verifyDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainCheck"];
            };
        };
        responses: {
            /** @description Look for the TXT record of a domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedDomain"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    markDomainVerified: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainMark"];
            };
        };
        responses: {
            /** @description Vouch for a domain without a record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    previewDomainChange: {
        parameters: {
            query?: {
                /** @description A directory of the workforce of this site. */
                assign?: string;
            };
            header?: never;
            path: {
                site: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whom verifying, assigning or removing a domain would concern */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainEffects"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listDomainAccounts: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The accounts with an address on a domain, by address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DomainAccountPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    assignDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainAssignment"];
            };
        };
        responses: {
            /** @description Say which directory the people of a domain belong to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    removeDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DomainRemoval"];
            };
        };
        responses: {
            /** @description Give a domain up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Domain"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listRecords: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                type?: "User" | "Group";
                /** @description How userName or the name of a group begins, in any case. */
                name?: string;
                /** @description How far the record has reached the site; docs/glossary.md explains each. */
                status?: "reviewing" | "paused" | "waiting" | "provisioned" | "partly" | "held" | "off" | "detached";
                hold?: "no-email" | "email-taken" | "duplicate" | "external-review" | "external-ignored" | "inactive" | "conflict" | "built-in-name" | "default-group" | "nested-not-projected" | "switched-off-by-admin" | "guard" | "guard-rejected" | "detached";
                class?: "managed" | "external" | "portal-only";
            };
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The users or groups of a directory, by name, each with its status and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One user or group of a directory: status, link, holds, clashes and last operations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordDetail"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    exportExternalUsers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSV of the users whose address is on no verified domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    countHolds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is held at a site: how many records by kind of hold */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldCounts"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listHeld: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                /** @description Public id. */
                directory?: string;
                /** @description True: nobody has looked at them. False: an administrator has set or dismissed them. */
                open?: boolean;
            };
            header?: never;
            path: {
                site: string;
                hold: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The users and groups with one kind of hold, in the order of their arrival */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    linkUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkChoice"];
            };
        };
        responses: {
            /** @description Link a user to an account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkDecision"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    unlinkUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Unlink a user from its account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkDecision"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    memberLinkUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Let the groups of a user count for the account that another user owns */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkDecision"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    moveOwnership: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Make a user the owner of the account with its address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkDecision"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    dismissHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldDismissal"];
            };
        };
        responses: {
            /** @description Dismiss a hold of a user or group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DismissedHold"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    resyncRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Resync a user or group: project it again by the rules of now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResyncedRecords"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    resyncDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description Resync a directory: project all of its users and groups again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResyncedDirectory"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    approveUsers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExternalChoice"];
            };
        };
        responses: {
            /** @description Approve users whose address is on no verified domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalDecision"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    ignoreUsers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExternalChoice"];
            };
        };
        responses: {
            /** @description Leave users out whose address is on no verified domain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExternalDecision"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    decideConflict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                conflict: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConflictDecision"];
            };
        };
        responses: {
            /** @description Decide a conflict */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    previewConflictDecisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionPreviewChoice"];
            };
        };
        responses: {
            /** @description What a decision about some conflicts, or about all by a filter, would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPreview"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    decideConflicts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConflictDecisionChoice"];
            };
        };
        responses: {
            /** @description Decide some conflicts, or all that are open by a filter */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictDecisions"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listConflicts: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                /** @description `open`: it waits for a decision. `decided`: to be carried out by the start, or in a step. `resolved`: carried out. `superseded`: nothing clashes any more. `undone`: the decision was taken back. */
                state?: "open" | "decided" | "resolved" | "superseded" | "undone";
                /** @description `local-group`: the site has a group of its own with the name. `owned-by-other-directory`: another directory fills it. `default-group`: it gives default access. `rename-clash`: the group is linked already, and its new name is taken. */
                kind?: "local-group" | "owned-by-other-directory" | "rename-clash" | "default-group";
                /** @description Public id. */
                directory?: string;
                /** @description Whether the site’s group was left local by a directory that was disconnected. */
                leftLocal?: boolean;
                /** @description A part of the name, in any case. */
                name?: string;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Conflicts between groups of directories and groups of the site, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getConflict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                conflict: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One conflict: what can be decided, how many people it is about, and what its group gives access to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConflictDetail"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listConflictDifference: {
        parameters: {
            query: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                /** @description `added` to the site’s group, `removed` from it, or `unchanged`: in both. */
                change: "added" | "removed" | "unchanged";
            };
            header?: never;
            path: {
                site: string;
                conflict: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whom a conflict is about, as of now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonOfDifferencePage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    exportConflictDifference: {
        parameters: {
            query?: {
                /** @description Default: all of them. */
                change?: "added" | "removed" | "unchanged";
            };
            header?: never;
            path: {
                site: string;
                conflict: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same as CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    previewConflictUndo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                conflict: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether a decision can be taken back, and what that would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoPreview"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    undoConflictDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                conflict: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionUndo"];
            };
        };
        responses: {
            /** @description Take a decision back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoneDecision"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listDeletedGroups: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Groups and organizations that were deleted in the last 30 days and can be restored, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedGroupPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    restoreGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                deletedGroup: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupRestoration"];
            };
        };
        responses: {
            /** @description Restore a deleted group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoredGroup"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    releaseGuardItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GuardChoice"];
            };
        };
        responses: {
            /** @description Let losses of access through that the guard holds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardDecision"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    rejectGuardItems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GuardChoice"];
            };
        };
        responses: {
            /** @description Say that losses of access that the guard holds are wrong */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardDecision"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getGuard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How near a site and each of its directories are to the limit of the deprovisioning guard */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardOfSite"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getGuardOfDirectory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                directory: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How near a directory is to the limit of the deprovisioning guard, beside its site */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardOfDirectory"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listGuardItems: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                /** @description `held`: the site keeps it as it was. `releasing`, `rejecting`: decided, and carried out in a step. `released`, `rejected`: carried out. `ended`: by the directory. `superseded`: by something else, such as the end of the directory. */
                state?: "held" | "releasing" | "rejecting" | "rejected" | "released" | "ended" | "superseded";
                /** @description Public id. */
                directory?: string;
                /** @description Of a person: `deactivated`, `deleted`, `left-access` (taken out of the last group that gives access). Of a group that gives access, with everybody who has no other way in: `group-deleted`, `group-emptied`. */
                kind?: "deactivated" | "deleted" | "left-access" | "group-deleted" | "group-emptied";
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the deprovisioning guard holds or has held, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardItemPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getGuardItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                guardItem: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One thing that the deprovisioning guard holds or has held */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardItem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listGuardedPeople: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                guardItem: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whom an item of the deprovisioning guard keeps in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardedPersonPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listPeople: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                /** @description How the address begins, in any case. */
                email?: string;
                class?: "managed" | "external" | "portal-only";
                active?: boolean;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The people of a site, by e-mail address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One person: account, links, holds and memberships */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetail"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listGroupsOfPerson: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups that a person is in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupOfPersonPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    switchAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountSwitch"];
            };
        };
        responses: {
            /** @description Switch an account off or on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountState"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    exportPeople: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All people of a site as CSV, by e-mail address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    exportGroups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All groups and organizations of a site as CSV, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    exportMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is in which group of a site, as CSV */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What erasing a person would take, or how far it has come */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    erasePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonErasure"];
            };
        };
        responses: {
            /** @description Erase a person for good */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedPerson"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    importRows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Import"];
            };
        };
        responses: {
            /** @description Import accounts, local groups and their members */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResult"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    lookUpAddress: {
        parameters: {
            query: {
                email: string;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Is this address one of ours? */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressAnswer"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listGroups: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                /** @description How the name begins, in any case. */
                name?: string;
                source?: "local" | "synced";
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups and organizations of a site, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    createGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewGroup"];
            };
        };
        responses: {
            /** @description Create a local group or organization */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocalGroup"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    renameGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupChange"];
            };
        };
        responses: {
            /** @description Rename a local group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocalGroup"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listMembers: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is in a group, and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    changeMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            /** @description Add people to a group and take them out, by hand */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberChangeResult"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    deleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupDeletion"];
            };
        };
        responses: {
            /** @description Delete a local group */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LocalGroup"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    detachGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupDetachment"];
            };
        };
        responses: {
            /** @description Make a synced group local */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    linkGroupAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                record: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupLinkAgain"];
            };
        };
        responses: {
            /** @description Let a group of a directory reach the site again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupLink"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    setDefaultAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefaultAccess"];
            };
        };
        responses: {
            /** @description Say whether a local group gives default access */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listApps: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                /** @description Apps are for groups of the workforce, projects for organizations of customers. */
                kind?: "app" | "project";
                /** @description How the name begins, in any case. */
                name?: string;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The apps, or the projects, of a site, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    createApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApp"];
            };
        };
        responses: {
            /** @description Create an app or a project */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One app or project */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    renameApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppChange"];
            };
        };
        responses: {
            /** @description Rename an app or a project */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    deleteApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppDeletion"];
            };
        };
        responses: {
            /** @description Delete an app or a project */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedApp"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listGroupsOfApp: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups or organizations that give access to an app or project */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupOfAppPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listAppsOfGroup: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a group or organization gives access to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppOfGroupPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    grantAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Grant"];
            };
        };
        responses: {
            /** @description Let a group reach an app, or an organization a project */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    revokeAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantRevocation"];
            };
        };
        responses: {
            /** @description End what a grant gave */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listPeopleOfApp: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who reaches an app or project, and through what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonWithAccessPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listAppsOfPerson: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a person reaches, and through what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppOfPersonPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listOperations: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
                /** @description Public id. */
                directory?: string;
                /** @description The SCIM id of a user or group. */
                resource?: string;
                /** @description `refused`: a rule or precondition said no. `dead`: given up, kept for an operator. */
                state?: "pending" | "applied" | "refused" | "dead";
                /** @description Accepted at or after it. */
                since?: string;
                /** @description Accepted before it. */
                until?: string;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operations of a site, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
                operation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One operation: request without secrets, outcome, effects and times */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDetail"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Backlog and state of the lane of a site */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Operations that were given up, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listEvents: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All control events, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlEventPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listSiteEvents: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path: {
                site: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The control events of a site, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlEventPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token that asks, with its roles and sites */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Admin"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    listAdmins: {
        parameters: {
            query?: {
                /** @description Most items of a page. */
                limit?: number;
                /** @description `nextCursor` of the page before; the same token and the same filters. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All administrators, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPage"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    createAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAdmin"];
            };
        };
        responses: {
            /** @description Create an administrator; the token is shown in this answer and never again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedAdmin"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    getAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                admin: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One administrator, by prefix */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Admin"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
    revokeAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                admin: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminRevocation"];
            };
        };
        responses: {
            /** @description Revoke an administrator */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Admin"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Authentication is required */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The roles of the token do not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request failed inside the service */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service is not available at the moment */
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
}
