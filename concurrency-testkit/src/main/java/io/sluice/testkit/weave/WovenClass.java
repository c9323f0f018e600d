package io.sluice.testkit.weave;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;

/**
 * The class that is being woven.
 *
 * @param name with slashes
 * @param fileName its source's, or its own simple name
 * @param majorVersion of its file
 * @param files what else its loader can find
 * @param woven which classes are woven besides
 */
record WovenClass(
    String name, String fileName, int majorVersion, ClassFiles files, NamedClasses woven) {

  static WovenClass of(ClassModel model, ClassFiles files, NamedClasses woven) {
    String name = model.thisClass().asInternalName();
    String fileName =
        model
            .findAttribute(Attributes.sourceFile())
            .map(attribute -> attribute.sourceFile().stringValue())
            .orElseGet(() -> name.substring(name.lastIndexOf('/') + 1));
    return new WovenClass(name, fileName, model.majorVersion(), files, woven);
  }

  String binaryName() {
    return name.replace('/', '.');
  }
}
