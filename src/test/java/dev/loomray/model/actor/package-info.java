/**
 * The protocols of the actor engine as small models, and a checker that goes through all interleavings of their atomic
 * steps. Nothing here runs production code: the models say which rules the engine has to follow, and that none of them is
 * superfluous.
 */
package dev.loomray.model.actor;
