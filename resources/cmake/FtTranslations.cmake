# The window's texts in other languages: resources/translations/filetracker_LANGUAGE.ts.
#
#   cmake --build --preset dev --target translations_update
#
# brings them up to date with the sources; texts that are no longer there are dropped.
set(FT_LUPDATE_ARGUMENTS ${PROJECT_SOURCE_DIR}/peer-gui -I ${PROJECT_SOURCE_DIR}
    -recursive -no-obsolete -locations none -source-language en)

# ft_add_translations(ft_widgets de vi) puts them into a library, as :/translations/filetracker_de.qm.
function(ft_add_translations target)
    set(texts "")
    foreach(language IN LISTS ARGN)
        list(APPEND texts ${PROJECT_SOURCE_DIR}/resources/translations/filetracker_${language}.ts)
    endforeach()
    qt_add_lrelease(${target} TS_FILES ${texts} QM_FILES_OUTPUT_VARIABLE compiled
        OPTIONS -silent)
    qt_add_resources(${target} translations
        PREFIX /translations
        BASE ${CMAKE_CURRENT_BINARY_DIR}
        FILES ${compiled})
    add_custom_target(translations_update
        COMMAND Qt6::lupdate ${FT_LUPDATE_ARGUMENTS} -ts ${texts}
        VERBATIM)
endfunction()
