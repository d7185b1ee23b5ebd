/**
 * What this project is called on GitHub: the one place where its name stands. `npm run docs` writes it into the
 * documentation, the examples and the workflows.
 *
 * Until the project has an owner, the name is one that GitHub gives to nobody (no account has an underscore in its
 * name): a workflow that is copied as it is fails before any step has run, and nobody else's action gets its secrets.
 */
export const REPOSITORY = 'your_org/slipway';
