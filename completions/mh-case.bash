# bash completion of mh-case, made by completions/generate of "mh-case --describe". Change those, not this.
# shellcheck shell=bash

declare -gA _mh_case_operands=(
	['open']=''
	['list']=''
	['show']='case ...'
	['identity set']='case'
	['consent add']='case'
	['consent list']='[case]'
	['consent withdraw']='consent'
	['event']='case track event'
	['agenda']=''
	['close']='case'
	['reopen']='case'
)
declare -gA _mh_case_options=(
	['open']='--signals --same-person --person --sex --age-band --country --opened --municipality --stay --form --group --minor --urgency --coordinator --regime --source --onward --note --store --config --wait --quiet --verbose --help'
	['list']='--within --store --config --wait --format --no-color --columns --where --sort --limit --as-of --quiet --verbose --help'
	['show']='--identity --purpose --store --config --wait --format --no-color --as-of --quiet --verbose --help'
	['identity set']='--file --sex --age-band --country --name --aliases --born --v-number --contact --address --language --store --config --wait --quiet --verbose --help'
	['consent add']='--partner --purpose --fields --answer --on --until --text-version --language --interpreter --capacity --signatory --note --store --config --wait --quiet --verbose --help'
	['consent list']='--store --config --wait --format --no-color --columns --where --sort --limit --as-of --quiet --verbose --help'
	['consent withdraw']='--on --store --config --wait --quiet --verbose --help'
	['event']='--on --until --scope --detail --store --config --wait --quiet --verbose --help'
	['agenda']='--within --who --source --check --store --config --wait --format --no-color --quiet --verbose --help'
	['close']='--outcome --on --victim-view --anyway --store --config --wait --quiet --verbose --help'
	['reopen']='--store --config --wait --quiet --verbose --help'
)
declare -gA _mh_case_values=(
	['open --signals']='kind:signal'
	['open --person']='kind:person'
	['open --sex']='catalogue:sex'
	['open --age-band']='catalogue:age-band'
	['open --country']='catalogue:country'
	['open --opened']=''
	['open --municipality']='catalogue:municipality'
	['open --stay']='catalogue:municipality'
	['open --form']='catalogue:form'
	['open --group']='catalogue:citizenship-group'
	['open --minor']='catalogue:yes-no'
	['open --urgency']='catalogue:urgency'
	['open --coordinator']=''
	['open --regime']='catalogue:regime'
	['open --source']=''
	['open --onward']='catalogue:onward'
	['open --note']=''
	['open --store']='file:'
	['open --config']='file:'
	['open --wait']=''
	['list --within']=''
	['list --store']='file:'
	['list --config']='file:'
	['list --wait']=''
	['list --format']='words:table csv jsonl ids'
	['list -f']='words:table csv jsonl ids'
	['list --columns']=''
	['list -c']=''
	['list --where']=''
	['list -w']=''
	['list --sort']=''
	['list -s']=''
	['list --limit']=''
	['list -n']=''
	['list --as-of']=''
	['show --purpose']='catalogue:purpose'
	['show --store']='file:'
	['show --config']='file:'
	['show --wait']=''
	['show --format']='words:table csv jsonl ids'
	['show -f']='words:table csv jsonl ids'
	['show --as-of']=''
	['identity set --file']='file:'
	['identity set -f']='file:'
	['identity set --sex']='catalogue:sex'
	['identity set --age-band']='catalogue:age-band'
	['identity set --country']='catalogue:country'
	['identity set --name']=''
	['identity set --aliases']=''
	['identity set --born']=''
	['identity set --v-number']=''
	['identity set --contact']=''
	['identity set --address']=''
	['identity set --language']=''
	['identity set --store']='file:'
	['identity set --config']='file:'
	['identity set --wait']=''
	['consent add --partner']='kind:partner'
	['consent add --purpose']='catalogue:purpose'
	['consent add --fields']='catalogue:data-group'
	['consent add --answer']='catalogue:consent'
	['consent add --on']=''
	['consent add --until']=''
	['consent add --text-version']=''
	['consent add --language']=''
	['consent add --interpreter']='catalogue:yes-no'
	['consent add --capacity']='catalogue:yes-no'
	['consent add --signatory']='catalogue:signatory'
	['consent add --note']=''
	['consent add --store']='file:'
	['consent add --config']='file:'
	['consent add --wait']=''
	['consent list --store']='file:'
	['consent list --config']='file:'
	['consent list --wait']=''
	['consent list --format']='words:table csv jsonl ids'
	['consent list -f']='words:table csv jsonl ids'
	['consent list --columns']=''
	['consent list -c']=''
	['consent list --where']=''
	['consent list -w']=''
	['consent list --sort']=''
	['consent list -s']=''
	['consent list --limit']=''
	['consent list -n']=''
	['consent list --as-of']=''
	['consent withdraw --on']=''
	['consent withdraw --store']='file:'
	['consent withdraw --config']='file:'
	['consent withdraw --wait']=''
	['event --on']=''
	['event --until']=''
	['event --scope']=''
	['event --detail']=''
	['event --store']='file:'
	['event --config']='file:'
	['event --wait']=''
	['agenda --within']=''
	['agenda --who']='kind:partner'
	['agenda --source']='words:term signal referral consent agreement'
	['agenda --store']='file:'
	['agenda --config']='file:'
	['agenda --wait']=''
	['agenda --format']='words:table csv jsonl ids'
	['agenda -f']='words:table csv jsonl ids'
	['close --outcome']='catalogue:case-outcome'
	['close --on']=''
	['close --victim-view']='words:-'
	['close --store']='file:'
	['close --config']='file:'
	['close --wait']=''
	['reopen --store']='file:'
	['reopen --config']='file:'
	['reopen --wait']=''
)

# Ids and codes that the store has: what follows "kind:", "catalogue:" or is the name of an operand.
_mh_case_known() {
	case $1 in
	kind:signal | signal) mh-signal list --format ids ;;
	kind:case | case) mh-case list --format ids ;;
	kind:referral | referral) mh-refer list --format ids ;;
	kind:partner | partner) mh-refer partner list --format csv --columns code | tail -n +2 ;;
	catalogue:*) mh-store codes "${1#catalogue:}" --format csv --columns code | tail -n +2 ;;
	catalogue) mh-store codes --format csv --columns catalogue | tail -n +2 | sort -u ;;
	esac 2> /dev/null
}

# Fills COMPREPLY for a value of this sort.
_mh_case_value() {
	local word
	case $1 in
	words:*) mapfile -t COMPREPLY < <(compgen -W "${1#words:}" -- "$2") ;;
	file: | file | folder)
		compopt -o filenames 2> /dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
	*)
		while read -r word; do
			[[ $word == "$2"* ]] && COMPREPLY+=("$word")
		done < <(_mh_case_known "$1") ;;
	esac
}

# The name of operand number $2 of a command: "case track event", "[signal ...]".
_mh_case_operand() {
	local -a names
	read -ra names <<< "${_mh_case_operands[$1]//[\[\]]/}"
	((${#names[@]})) || return
	local last=$((${#names[@]} - 1))
	[[ ${names[last]} == ... ]] && last=$((last - 1))
	echo "${names[$2 < last ? $2 : last]}"
}

_mh_case() {
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i operand=0
	COMPREPLY=()
	[[ $before == '=' ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
	[[ $current == '=' ]] && current=''
	local first=${COMP_WORDS[1]} second=${COMP_WORDS[2]:-}
	if ((COMP_CWORD > 2)) && [[ -v _mh_case_operands["$first $second"] ]]; then
		command="$first $second" i=3
	elif ((COMP_CWORD > 1)) && [[ -v _mh_case_operands["$first"] ]]; then
		command=$first i=2
	fi
	if [[ -z $command ]]; then
		local -a words
		if ((COMP_CWORD == 1)); then
			mapfile -t words < <(printf '%s\n' "${!_mh_case_operands[@]}" | cut -d ' ' -f 1 | sort -u)
			words+=(--help --version --describe)
		else
			mapfile -t words < <(printf '%s\n' "${!_mh_case_operands[@]}" | sed -n "s/^$first //p" | sort)
		fi
		mapfile -t COMPREPLY < <(compgen -W "${words[*]}" -- "$current")
	elif [[ -v _mh_case_values["$command $before"] ]]; then
		_mh_case_value "${_mh_case_values["$command $before"]}" "$current"
	elif [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "${_mh_case_options[$command]}" -- "$current")
	else
		for (( ; i < COMP_CWORD; i++)); do
			[[ ${COMP_WORDS[i]} == -?* ]] && { [[ -v _mh_case_values["$command ${COMP_WORDS[i]}"] ]] && ((i++)); continue; }
			((operand++))
		done
		_mh_case_value "$(_mh_case_operand "$command" "$operand")" "$current"
	fi
}
complete -F _mh_case mh-case
