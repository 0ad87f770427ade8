# Finds installed JDKs. POSIX sh, to be sourced; reads each JDK's `release` file and starts none of them.
#
#   find_newest_jdk      sets JDK_HOME and JDK_VERSION to the newest JDK >= 17, or to nothing
#   find_jdk_of MAJOR    the same for the newest JDK of one major version

# Sets jdk_version of a home, for example 17.0.15, or nothing where it is no JDK that we can use.
jdk_read_version() {
    jdk_version=
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    while IFS='=' read -r jdk_key jdk_value; do
        if [ "$jdk_key" = JAVA_VERSION ]; then
            jdk_version=${jdk_value#\"}
            jdk_version=${jdk_version%%[!0-9.]*}
            return 0
        fi
    done < "$1/release"
}

# Sets jdk_rank to a number that orders versions: 17.0.15 -> 17000015.
jdk_read_rank() {
    jdk_rest=$1.0.0
    jdk_major=${jdk_rest%%.*}
    jdk_rest=${jdk_rest#*.}
    jdk_minor=${jdk_rest%%.*}
    jdk_rest=${jdk_rest#*.}
    jdk_rank=$((${jdk_major:-0} * 1000000 + ${jdk_minor:-0} * 1000 + ${jdk_rest%%.*}))
}

jdk_consider() {
    jdk_read_version "$1"
    [ -n "$jdk_version" ] || return 0
    jdk_read_rank "$jdk_version"
    if [ "$jdk_major" -ge 17 ] && [ "$jdk_rank" -gt "$jdk_best_rank" ] &&
        { [ -z "$jdk_wanted" ] || [ "$jdk_major" -eq "$jdk_wanted" ]; }; then
        jdk_best_rank=$jdk_rank
        JDK_HOME=$1
        JDK_VERSION=$jdk_version
    fi
}

# Considers the home of the java on PATH, where links lead to one.
jdk_consider_path() {
    jdk_java=$(command -v java 2>/dev/null) || return 0
    while [ -L "$jdk_java" ]; do
        jdk_link=$(readlink "$jdk_java") || return 0
        case $jdk_link in
            /*) jdk_java=$jdk_link ;;
            *) jdk_java=${jdk_java%/*}/$jdk_link ;;
        esac
    done
    case $jdk_java in
        */bin/java) jdk_consider "${jdk_java%/bin/java}" ;;
    esac
}

jdk_search() {
    JDK_HOME=
    JDK_VERSION=
    jdk_best_rank=0
    # The first of equals wins, so what the user named comes first.
    [ -z "${JAVA_HOME:-}" ] || jdk_consider "$JAVA_HOME"
    jdk_consider_path
    for jdk_home in \
        /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/openjdk* /opt/java/* /opt/*jdk* \
        "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
        "${HOME:-/nowhere}"/.asdf/installs/java/* "${HOME:-/nowhere}"/.local/share/mise/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
        [ -d "$jdk_home" ] && jdk_consider "$jdk_home"
    done
    return 0
}

find_newest_jdk() {
    jdk_wanted=
    jdk_search
}

find_jdk_of() {
    jdk_wanted=$1
    jdk_search
}
