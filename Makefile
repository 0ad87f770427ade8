# Short names for what there is to do; each is one line of Maven or a script.
.PHONY: help check fix test coverage fuzz bench docs golden

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile

check: ## check format, compile with all warnings as errors, test
	mvn -B verify

fix: ## format sources
	mvn -q -B spotless:apply

test: ## run the tests without checking the format
	mvn -B -Dspotless.check.skip=true test

coverage: ## measure what tests reach in core, five minutes; fails below the floor
	tools/coverage

fuzz: ## fuzz all that reads files, a minute each; tools/fuzz SECONDS PATTERN for some
	tools/fuzz

bench: ## compare with PyTorch and JAX side by side (bench/README.md says what it needs)
	bench/side-by-side

docs: ## build the Javadoc into each module's target/reports/apidocs
	mvn -q -B -Dmaven.test.skip=true package javadoc:javadoc

golden: ## write golden texts anew; look at the difference before committing it
	mvn -q -B -pl cli -am -Dtest='HelpTest' -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true test
