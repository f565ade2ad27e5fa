// Turns Trunk's output into the build that is served. Trunk runs it as its post_build hook.
if (process.env.TRUNK_PROFILE !== "release") process.exit(0);
