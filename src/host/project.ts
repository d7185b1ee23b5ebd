/**
 * The project's repository on GitHub. Its name is defined only here: `npm run docs` writes it into the documentation,
 * examples and workflows.
 *
 * Until the project has an owner, the name is one that GitHub cannot assign (account names have no underscore): a
 * copied workflow fails before any step has run, and no other action gets its secrets.
 */
export const REPOSITORY = 'your_org/slipway';
