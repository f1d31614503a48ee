# bash completion of mh-store, made by completions/generate of "mh-store --describe". Change those, not this.
# shellcheck shell=bash

declare -gA _mh_store_operands=(
	['init']=''
	['backup']=''
	['restore']='file'
	['export']=''
	['import']='file'
	['status']=''
	['check']=''
	['apply']='file ...'
	['codes']='[catalogue]'
	['fields']='[kind ...]'
	['history']='id'
	['log']=''
	['exposure']=''
	['upgrade']=''
	['keyholder list']=''
	['keyholder add']='fingerprint'
	['keyholder remove']='fingerprint'
	['keyholder rotate']=''
	['retain']='[record ...]'
	['hold add']='record'
	['hold list']=''
	['hold lift']='hold ...'
)
declare -gA _mh_store_options=(
	['init']='--org --name --org-key --keyholder --zone --group --accept-plain-disk --demo --store --config --quiet --verbose --help --version'
	['backup']='--output --replace --store --config --wait --quiet --verbose --help --version'
	['restore']='--signed-by --accept-older --accept-plain-disk --erasures --no-notice --store --config --dry-run --quiet --verbose --help --version'
	['export']='--all --output --purpose --replace --store --config --wait --quiet --verbose --help --version'
	['import']='--all --signed-by --keyholder --accept-plain-disk --store --config --dry-run --quiet --verbose --help --version'
	['status']='--store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['check']='--unattended --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['apply']='--store --config --wait --dry-run --quiet --verbose --help --version'
	['codes']='--store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['fields']='--dpia --store --config --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['history']='--store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['log']='--limit --verify --without-key --checkpoint --prune --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['exposure']='--key --partner --since --until --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['upgrade']='--without-backup --store --config --quiet --verbose --help --version'
	['keyholder list']='--store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['keyholder add']='--store --config --wait --quiet --verbose --help --version'
	['keyholder remove']='--store --config --wait --quiet --verbose --help --version'
	['keyholder rotate']='--store --config --wait --quiet --verbose --help --version'
	['retain']='--kind --within --apply --before-term --reason --propose --proposal --output --finish --lists --store --config --wait --format --excel-nl --no-color --quiet --verbose --help --version'
	['hold add']='--reason --until --why --store --config --wait --quiet --verbose --help --version'
	['hold list']='--store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['hold lift']='--store --config --wait --quiet --verbose --help --version'
)
declare -gA _mh_store_values=(
	['init --org']='word'
	['init --name']='text'
	['init --org-key']='fingerprint'
	['init --keyholder']='fingerprint'
	['init --zone']='zone'
	['init --group']='group'
	['init --accept-plain-disk']='reason'
	['init --store']='file:'
	['init --config']='file:'
	['backup --output']='file:'
	['backup -o']='file:'
	['backup --store']='file:'
	['backup --config']='file:'
	['backup --wait']='seconds'
	['restore --signed-by']='fingerprint'
	['restore --accept-older']='reason'
	['restore --accept-plain-disk']='reason'
	['restore --erasures']='file:'
	['restore --store']='file:'
	['restore --config']='file:'
	['export --output']='file:'
	['export -o']='file:'
	['export --purpose']='catalogue:purpose'
	['export --store']='file:'
	['export --config']='file:'
	['export --wait']='seconds'
	['import --signed-by']='fingerprint'
	['import --keyholder']='fingerprint'
	['import --accept-plain-disk']='reason'
	['import --store']='file:'
	['import --config']='file:'
	['status --store']='file:'
	['status --config']='file:'
	['status --wait']='seconds'
	['status --format']='words:table csv jsonl ids xlsx'
	['status -f']='words:table csv jsonl ids xlsx'
	['status --output']='file:'
	['status -o']='file:'
	['check --store']='file:'
	['check --config']='file:'
	['check --wait']='seconds'
	['check --format']='words:table csv jsonl ids xlsx'
	['check -f']='words:table csv jsonl ids xlsx'
	['check --output']='file:'
	['check -o']='file:'
	['apply --store']='file:'
	['apply --config']='file:'
	['apply --wait']='seconds'
	['codes --store']='file:'
	['codes --config']='file:'
	['codes --wait']='seconds'
	['codes --format']='words:table csv jsonl ids xlsx'
	['codes -f']='words:table csv jsonl ids xlsx'
	['codes --output']='file:'
	['codes -o']='file:'
	['codes --columns']='names'
	['codes -c']='names'
	['codes --where']='expression'
	['codes -w']='expression'
	['codes --sort']='names'
	['codes -s']='names'
	['codes --limit']='number'
	['codes -n']='number'
	['codes --as-of']='day'
	['fields --store']='file:'
	['fields --config']='file:'
	['fields --format']='words:table csv jsonl ids xlsx'
	['fields -f']='words:table csv jsonl ids xlsx'
	['fields --output']='file:'
	['fields -o']='file:'
	['history --store']='file:'
	['history --config']='file:'
	['history --wait']='seconds'
	['history --format']='words:table csv jsonl ids xlsx'
	['history -f']='words:table csv jsonl ids xlsx'
	['history --output']='file:'
	['history -o']='file:'
	['log --limit']='number'
	['log -n']='number'
	['log --store']='file:'
	['log --config']='file:'
	['log --wait']='seconds'
	['log --format']='words:table csv jsonl ids xlsx'
	['log -f']='words:table csv jsonl ids xlsx'
	['log --output']='file:'
	['log -o']='file:'
	['exposure --key']='fingerprint'
	['exposure --partner']='kind:partner'
	['exposure --since']='date'
	['exposure --until']='date'
	['exposure --store']='file:'
	['exposure --config']='file:'
	['exposure --wait']='seconds'
	['exposure --format']='words:table csv jsonl ids xlsx'
	['exposure -f']='words:table csv jsonl ids xlsx'
	['exposure --output']='file:'
	['exposure -o']='file:'
	['upgrade --without-backup']='reason'
	['upgrade --store']='file:'
	['upgrade --config']='file:'
	['keyholder list --store']='file:'
	['keyholder list --config']='file:'
	['keyholder list --wait']='seconds'
	['keyholder list --format']='words:table csv jsonl ids xlsx'
	['keyholder list -f']='words:table csv jsonl ids xlsx'
	['keyholder list --output']='file:'
	['keyholder list -o']='file:'
	['keyholder add --store']='file:'
	['keyholder add --config']='file:'
	['keyholder add --wait']='seconds'
	['keyholder remove --store']='file:'
	['keyholder remove --config']='file:'
	['keyholder remove --wait']='seconds'
	['keyholder rotate --store']='file:'
	['keyholder rotate --config']='file:'
	['keyholder rotate --wait']='seconds'
	['retain --kind']='words:case signal mention referral'
	['retain --within']='length'
	['retain --reason']='catalogue:erase-reason'
	['retain --propose']='file:'
	['retain --proposal']='file:'
	['retain --output']='file:'
	['retain -o']='file:'
	['retain --store']='file:'
	['retain --config']='file:'
	['retain --wait']='seconds'
	['retain --format']='words:table csv jsonl ids xlsx'
	['retain -f']='words:table csv jsonl ids xlsx'
	['hold add --reason']='catalogue:hold-reason'
	['hold add --until']='date'
	['hold add --why']='-'
	['hold add --store']='file:'
	['hold add --config']='file:'
	['hold add --wait']='seconds'
	['hold list --store']='file:'
	['hold list --config']='file:'
	['hold list --wait']='seconds'
	['hold list --format']='words:table csv jsonl ids xlsx'
	['hold list -f']='words:table csv jsonl ids xlsx'
	['hold list --output']='file:'
	['hold list -o']='file:'
	['hold list --columns']='names'
	['hold list -c']='names'
	['hold list --where']='expression'
	['hold list -w']='expression'
	['hold list --sort']='names'
	['hold list -s']='names'
	['hold list --limit']='number'
	['hold list -n']='number'
	['hold list --as-of']='day'
	['hold lift --store']='file:'
	['hold lift --config']='file:'
	['hold lift --wait']='seconds'
)

# Ids, codes and names that there are: for what follows "kind:" or "catalogue:", or is the name of an operand or argument.
_mh_store_known() {
	case $1 in
	kind:signal | signal) mh-signal list --format ids ;;
	kind:case | case) mh-case list --format ids ;;
	kind:referral | referral) mh-refer list --format ids ;;
	kind:partner | partner) mh-refer partner list --format csv --columns code | tail -n +2 ;;
	report) mh-report list --format ids ;;
	measure) mh-report measures --format csv | tail -n +2 | cut -d , -f 1 | sort -u ;;
	dimension) mh-report measures --format csv | tail -n +2 | cut -d , -f 2 | sort -u ;;
	catalogue:*) mh-store codes "${1#catalogue:}" --format csv --columns code | tail -n +2 ;;
	catalogue) mh-store codes --format csv --columns catalogue | tail -n +2 | sort -u ;;
	esac 2> /dev/null
}

# Adds to COMPREPLY what begins with $2 of a sort of values; sorts that are joined by | are alternatives.
_mh_store_value() {
	local sort
	while read -r sort; do
		_mh_store_one "$sort" "$2"
	done <<< "${1//|/$'\n'}"
	((${#COMPREPLY[@]} < 2)) || mapfile -t COMPREPLY < <(printf '%s\n' "${COMPREPLY[@]}" | awk '!seen[$0]++')
}

_mh_store_one() {
	local word
	case $1 in
	words:*)
		while read -r word; do
			COMPREPLY+=("$word")
		done < <(compgen -W "${1#words:}" -- "$2") ;;
	file: | file | folder)
		compopt -o filenames 2> /dev/null
		while read -r word; do
			COMPREPLY+=("$word")
		done < <(compgen -f -- "$2") ;;
	*)
		while read -r word; do
			[[ $word == "$2"* ]] && COMPREPLY+=("$word")
		done < <(_mh_store_known "$1") ;;
	esac
}

# The name of operand number $2 of a command: "case track event", "[file | folder] ...".
_mh_store_operand() {
	local -a names
	local operands=${_mh_store_operands[$1]//[\[\]]/}
	read -ra names <<< "${operands// | /|}"
	((${#names[@]})) || return
	local last=$((${#names[@]} - 1))
	[[ ${names[last]} == ... ]] && last=$((last - 1))
	echo "${names[$2 < last ? $2 : last]}"
}

_mh_store() {
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i operand=0
	COMPREPLY=()
	[[ $before == '=' ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
	[[ $current == '=' ]] && current=''
	local first=${COMP_WORDS[1]} second=${COMP_WORDS[2]:-}
	if ((COMP_CWORD > 2)) && [[ -v _mh_store_operands["$first $second"] ]]; then
		command="$first $second" i=3
	elif ((COMP_CWORD > 1)) && [[ -v _mh_store_operands["$first"] ]]; then
		command=$first i=2
	fi
	if [[ -z $command ]]; then
		local -a words
		if ((COMP_CWORD == 1)); then
			mapfile -t words < <(printf '%s\n' "${!_mh_store_operands[@]}" | cut -d ' ' -f 1 | sort -u)
			words+=(--help --version --describe)
		else
			mapfile -t words < <(printf '%s\n' "${!_mh_store_operands[@]}" | sed -n "s/^$first //p" | sort)
		fi
		mapfile -t COMPREPLY < <(compgen -W "${words[*]}" -- "$current")
	elif [[ -v _mh_store_values["$command $before"] ]]; then
		_mh_store_value "${_mh_store_values["$command $before"]}" "$current"
	elif [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "${_mh_store_options[$command]}" -- "$current")
	else
		for (( ; i < COMP_CWORD; i++)); do
			[[ ${COMP_WORDS[i]} == -?* ]] && { [[ -v _mh_store_values["$command ${COMP_WORDS[i]}"] ]] && ((i++)); continue; }
			((operand++))
		done
		_mh_store_value "$(_mh_store_operand "$command" "$operand")" "$current"
	fi
}
complete -F _mh_store mh-store
