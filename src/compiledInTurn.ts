import { setFlagsFromString } from 'node:v8';

// Threads that start from now on optimise their hot functions between two calls, not on other threads while they run: of the latter, V8 13.6 (Node 24) now and
// then makes code in which objects of one literal share their numbers, so that the last object's values stand in all of them. See
// docs/decisions/0026-compiled-in-turn.md.
setFlagsFromString('--no-concurrent-recompilation');
