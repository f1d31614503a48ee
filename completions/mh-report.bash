# bash completion of mh-report, made by completions/generate of "mh-report --describe". Change those, not this.
# shellcheck shell=bash

declare -gA _mh_report_operands=(
	['table']=''
	['run']='report'
	['estimate']=''
	['list']=''
	['measures']='[measure]'
)
declare -gA _mh_report_options=(
	['table']='--measure --rows --columns --period --date --where --format --excel-nl --output --language --threshold --round --internal --no-color --store --config --wait --as-of --quiet --verbose --help --version'
	['run']='--period --output --format --language --threshold --round --internal --store --config --wait --as-of --quiet --verbose --help --version'
	['estimate']='--histories --unknown-absent --lists --merge --period --date --where --select --model --significance --interval --replicates --seed --threads --format --excel-nl --output --language --threshold --internal --no-color --store --config --as-of --quiet --verbose --help --version'
	['list']='--store --config --wait --format --output --excel-nl --no-color --as-of --quiet --verbose --help --version'
	['measures']='--format --output --excel-nl --no-color --quiet --verbose --help --version'
)
declare -gA _mh_report_values=(
	['table --measure']='measure'
	['table -m']='measure'
	['table --rows']='dimension'
	['table -r']='dimension'
	['table --columns']='dimension'
	['table -c']='dimension'
	['table --period']='period'
	['table -p']='period'
	['table --date']='field'
	['table --where']='condition'
	['table -w']='condition'
	['table --format']='words:table csv jsonl html xlsx'
	['table --output']='file:'
	['table -o']='file:'
	['table --language']='words:en nl'
	['table --threshold']='number'
	['table --store']='file:'
	['table --config']='file:'
	['table --wait']='seconds'
	['table --as-of']='day'
	['run --period']='period'
	['run -p']='period'
	['run --output']='file:'
	['run -o']='file:'
	['run --format']='words:html xlsx csv jsonl'
	['run --language']='words:en nl'
	['run --threshold']='number'
	['run --store']='file:'
	['run --config']='file:'
	['run --wait']='seconds'
	['run --as-of']='day'
	['estimate --histories']='file:'
	['estimate --lists']='words:sector reporter'
	['estimate --merge']='codes=name'
	['estimate --period']='period'
	['estimate -p']='period'
	['estimate --date']='field'
	['estimate --where']='condition'
	['estimate -w']='condition'
	['estimate --select']='words:stepwise main pairs bic'
	['estimate --model']='pairs'
	['estimate --significance']='number'
	['estimate --interval']='words:bca percentile wald profile'
	['estimate --replicates']='number'
	['estimate --seed']='number'
	['estimate --threads']='number'
	['estimate --format']='words:table csv jsonl html xlsx'
	['estimate --output']='file:'
	['estimate -o']='file:'
	['estimate --language']='words:en nl'
	['estimate --threshold']='number'
	['estimate --store']='file:'
	['estimate --config']='file:'
	['estimate --as-of']='day'
	['list --store']='file:'
	['list --config']='file:'
	['list --wait']='seconds'
	['list --format']='words:table csv jsonl ids xlsx'
	['list -f']='words:table csv jsonl ids xlsx'
	['list --output']='file:'
	['list -o']='file:'
	['list --as-of']='day'
	['measures --format']='words:table csv jsonl ids xlsx'
	['measures -f']='words:table csv jsonl ids xlsx'
	['measures --output']='file:'
	['measures -o']='file:'
)

# Ids, codes and names that there are: for what follows "kind:" or "catalogue:", or is the name of an operand or argument.
_mh_report_known() {
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
_mh_report_value() {
	local sort
	while read -r sort; do
		_mh_report_one "$sort" "$2"
	done <<< "${1//|/$'\n'}"
	((${#COMPREPLY[@]} < 2)) || mapfile -t COMPREPLY < <(printf '%s\n' "${COMPREPLY[@]}" | awk '!seen[$0]++')
}

_mh_report_one() {
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
		done < <(_mh_report_known "$1") ;;
	esac
}

# The name of operand number $2 of a command: "case track event", "[file | folder] ...".
_mh_report_operand() {
	local -a names
	local operands=${_mh_report_operands[$1]//[\[\]]/}
	read -ra names <<< "${operands// | /|}"
	((${#names[@]})) || return
	local last=$((${#names[@]} - 1))
	[[ ${names[last]} == ... ]] && last=$((last - 1))
	echo "${names[$2 < last ? $2 : last]}"
}

_mh_report() {
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i operand=0
	COMPREPLY=()
	[[ $before == '=' ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
	[[ $current == '=' ]] && current=''
	local first=${COMP_WORDS[1]} second=${COMP_WORDS[2]:-}
	if ((COMP_CWORD > 2)) && [[ -v _mh_report_operands["$first $second"] ]]; then
		command="$first $second" i=3
	elif ((COMP_CWORD > 1)) && [[ -v _mh_report_operands["$first"] ]]; then
		command=$first i=2
	fi
	if [[ -z $command ]]; then
		local -a words
		if ((COMP_CWORD == 1)); then
			mapfile -t words < <(printf '%s\n' "${!_mh_report_operands[@]}" | cut -d ' ' -f 1 | sort -u)
			words+=(--help --version --describe)
		else
			mapfile -t words < <(printf '%s\n' "${!_mh_report_operands[@]}" | sed -n "s/^$first //p" | sort)
		fi
		mapfile -t COMPREPLY < <(compgen -W "${words[*]}" -- "$current")
	elif [[ -v _mh_report_values["$command $before"] ]]; then
		_mh_report_value "${_mh_report_values["$command $before"]}" "$current"
	elif [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "${_mh_report_options[$command]}" -- "$current")
	else
		for (( ; i < COMP_CWORD; i++)); do
			[[ ${COMP_WORDS[i]} == -?* ]] && { [[ -v _mh_report_values["$command ${COMP_WORDS[i]}"] ]] && ((i++)); continue; }
			((operand++))
		done
		_mh_report_value "$(_mh_report_operand "$command" "$operand")" "$current"
	fi
}
complete -F _mh_report mh-report
